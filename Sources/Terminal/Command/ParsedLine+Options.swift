extension ParsedLine {
    /// `--timeout 30s`, `--timeout=30s`, `--keep`.
    mutating func takeLong(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        let body = word.dropFirst(2)
        let split = body.firstIndex(of: "=")
        let name = String(body[..<(split ?? body.endIndex)])
        guard let option = visibleOptions.first(where: { $0.long == name }) else {
            let names = visibleOptions.map(\.flag)
            throw error(
                .unknownOption,
                "unknown option '--\(name.printable)'" + Suggestion.question(for: "--" + name, among: names))
        }
        try take(option, as: option.flag, attached: split.map { String(body[body.index(after: $0)...]) }, &rest)
    }

    /// `-t 30s`, `-t30s`, `-t=30s`, `-k`, and flags together as `-kv`.
    mutating func takeShort(_ word: String, _ rest: inout ArraySlice<String>) throws(UsageError) {
        // One dash before a whole name is a slip more often than letters that happen to spell it.
        let name = String(word.dropFirst().prefix { $0 != "=" })
        if name.count > 1, visibleOptions.contains(where: { $0.long == name }) {
            throw error(.unknownOption, "unknown option '-\(name)'; did you mean '--\(name)'?")
        }
        var letters = word.dropFirst()
        while let letter = letters.popFirst(), request == nil {
            guard let option = visibleOptions.first(where: { $0.short == letter }) else {
                throw error(.unknownOption, "unknown option '-\(String(letter).printable)'")
            }
            var attached: String?
            if letters.first == "=" {
                attached = String(letters.dropFirst())
            } else if option.takesValue, !letters.isEmpty {
                attached = String(letters)
            }
            if attached != nil { letters = "" }
            try take(option, as: "-\(letter)", attached: attached, &rest)
        }
    }

    /// The options of this command, of those above it, and the ones that come by themselves.
    var visibleOptions: [OptionSpec] {
        path.flatMap(\.options) + [.help] + (path.count == 1 ? [.version] : [])
    }

    private mutating func take(
        _ option: OptionSpec, as spelling: String, attached: String?, _ rest: inout ArraySlice<String>
    ) throws(UsageError) {
        guard let placeholder = option.placeholder else {
            if attached != nil { throw error(.unexpectedValue, "\(spelling) takes no value") }
            return try store(option, true, spelling)
        }
        let text: String
        if let attached {
            text = attached
        } else if let next = rest.first, next == "-" || !next.hasPrefix("-") {
            text = next
            rest.removeFirst()
        } else {
            let hint = rest.first.map {
                $0 == "--" ? "" : "; if '\($0.printable)' is it, write \(option.flag)=\($0.printable)"
            }
            throw error(.missingValue, "\(spelling) needs a value (\(placeholder))\(hint ?? "")")
        }
        let value: any Sendable
        do {
            value = try option.check(text)
        } catch {
            throw self.error(.badValue, "\(spelling): '\(text.printable)' \(error)")
        }
        try store(option, value, spelling)
    }

    private mutating func store(_ option: OptionSpec, _ value: any Sendable, _ spelling: String) throws(UsageError) {
        if option.long == OptionSpec.help.long {
            request = .help(path)
        } else if option.long == OptionSpec.version.long, path.count == 1 {
            request = .version
        } else if option.takesValue, !option.isRepeatable, options[option.long] != nil {
            throw error(.repeated, "\(spelling) is given twice; it has only one value")
        } else {
            options[option.long, default: []].append(value)
        }
    }
}
