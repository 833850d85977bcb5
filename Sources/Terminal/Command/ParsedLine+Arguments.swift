extension ParsedLine {
    /// The words as the values of the command's arguments.
    func checkedArguments() throws(UsageError) -> [String: [any Sendable]] {
        var values: [String: [any Sendable]] = [:]
        var rest = words[...]
        for argument in command.arguments {
            let taken = argument.isRepeated ? rest.count : min(1, rest.count)
            if taken == 0, argument.isRequired {
                throw error(.missingArgument, "no \(argument.name) given")
            }
            for word in rest.prefix(taken) {
                do {
                    values[argument.name, default: []].append(try argument.check(word))
                } catch {
                    throw self.error(.badValue, "\(argument.name): '\(word.printable)' \(error)")
                }
            }
            rest = rest.dropFirst(taken)
        }
        if let extra = rest.first { throw unexpected(extra, before: command.trailing) }
        return values
    }
}
