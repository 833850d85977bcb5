extension Invocation {
    /// The same command line with one more value of an option.
    ///
    /// - Throws: ``ValueError``: the text is none that the option takes.
    package func adding(_ text: String, to option: OptionSpec) throws(ValueError) -> Invocation {
        var options = options
        options[option.long, default: []].append(try option.check(text))
        return Invocation(path: path, trailing: trailing, options: options, arguments: arguments)
    }

    /// The same command line with an option's text changed, where it was given.
    package func changing(_ option: Option<String>, _ change: (String) -> String) -> Invocation {
        guard let text = self[option] else { return self }
        var options = options
        options[option.spec.long] = [change(text)]
        return Invocation(path: path, trailing: trailing, options: options, arguments: arguments)
    }
}
