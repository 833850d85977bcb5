/// `not ok 3 - name # TODO reason`.
struct ResultLine: Equatable {
    enum Directive: String, CaseIterable {
        case skip, todo, xfail, xpass, timeout, error
    }

    let isOK: Bool
    let number: Int?
    /// As it stands there, escapes and all.
    private(set) var description: String
    let directive: Directive?
    /// Behind the directive, or behind the `#` where there is none.
    private(set) var reason: String

    init?(_ text: Substring) {
        var rest = text
        isOK = !rest.hasPrefix("not ok")
        if !isOK { rest = rest.dropFirst(4) }
        guard rest.hasPrefix("ok") else { return nil }
        rest = rest.dropFirst(2)
        guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        rest = rest.drop { $0 == " " || $0 == "\t" }

        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        let behind = rest.dropFirst(digits.count)
        if (1...9).contains(digits.utf8.count), behind.isEmpty || behind.first == " ", let value = Int(digits) {
            number = value
            rest = behind.drop { $0 == " " }
        } else {
            number = nil
        }
        if rest.hasPrefix("- ") || rest == "-" { rest = rest.dropFirst(1).drop { $0 == " " } }

        let mark = Self.mark(in: rest)
        description = Self.trimmed(mark.map { rest[..<$0] } ?? rest)
        let words = mark.map { rest[rest.index(after: $0)...].drop { $0 == " " } } ?? ""
        if let (directive, reason) = Self.directive(words) {
            (self.directive, self.reason) = (directive, reason)
        } else {
            (directive, reason) = (nil, Self.trimmed(words))
        }
        // kselftest writes "ok 3 # SKIP name".
        if description.isEmpty, directive != nil { swap(&description, &reason) }
    }

    /// Where the directive begins: a `#` with a blank before it, or right behind the number, and no backslash.
    private static func mark(in text: Substring) -> String.Index? {
        var before: Character = " "
        for index in text.indices {
            if text[index] == "#", before == " " || before == "\t" { return index }
            before = text[index]
        }
        return nil
    }

    /// TAP lets `SKIP` be written in any case and go on, as in `skipped: why`.
    static func directive(_ words: Substring) -> (Directive, String)? {
        let word = words.prefix { $0.isLetter }
        let name = word.lowercased()
        guard let directive = Directive.allCases.first(where: { name.hasPrefix($0.rawValue) }),
            name == directive.rawValue || directive == .skip && ["skipped", "skipping"].contains(name)
        else { return nil }
        let rest = words.dropFirst(word.count)
        // `SKIP=1` is data.
        guard rest.isEmpty || " :-,\t".contains(rest.first ?? " ") else { return nil }
        return (directive, trimmed(rest.drop { " :-,\t".contains($0) }))
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }

    /// TAP writes `\#` for a `#` and `\\` for a backslash; KTAP has no escapes.
    var unescaped: String {
        guard description.utf8.contains(UInt8(ascii: "\\")) else { return description }
        var result = ""
        var isEscaped = false
        for character in description {
            if isEscaped || character != "\\" {
                if isEscaped, character != "\\", character != "#" { result.append("\\") }
                result.append(character)
                isEscaped = false
            } else {
                isEscaped = true
            }
        }
        return isEscaped ? result + "\\" : result
    }

    var status: TestNode.Status {
        switch directive {
        case .skip: .skipped
        case .xfail: .expectedFailure
        case .todo: isOK ? .passed : .expectedFailure
        case .timeout: isOK ? .passed : .timedOut
        case .error: isOK ? .passed : .error
        case .xpass, nil: isOK ? .passed : .failed
        }
    }
}
