#if !Local
    #error("the command mayfly needs the package's trait ‘Local’: build it with the default traits")
#endif
