// libyaml as it is: no function of it is variadic, so nothing is wrapped.
#include <yaml.h>
