import Spelling

/// Which verdicts are meant, as people write it: a class (`kasan`), a group (`errors`), and a text in it
/// (`warning=refcount_warn_saturate`).
package struct VerdictSelector: Sendable, Hashable {
    package var kinds: Set<ConsoleVerdict.Kind>
    /// Must stand in the reason or in one of the lines. Nil is any.
    package var text: String?

    package init(_ kinds: Set<ConsoleVerdict.Kind>, text: String? = nil) {
        self.kinds = kinds
        self.text = text
    }

    /// Every class, and the groups by severity: `errors` has what is fatal in it, `warnings` has errors in it.
    package static var words: [String] { ConsoleVerdict.Kind.allCases.map(\.rawValue) + Self.groups.map(\.name) }

    private static let groups: [(name: String, least: ConsoleVerdict.Severity)] = [
        ("fatal", .fatal), ("errors", .error), ("warnings", .warning), ("all", .note),
    ]

    package init(_ word: String) throws(VerdictSelectorError) {
        let name = word.prefix { $0 != "=" }
        if let kind = ConsoleVerdict.Kind(rawValue: String(name)) {
            kinds = [kind]
        } else if let group = Self.groups.first(where: { $0.name == name }) {
            kinds = Set(ConsoleVerdict.Kind.allCases.filter { $0.severity >= group.least })
        } else {
            throw VerdictSelectorError(word: String(name))
        }
        let rest = word.dropFirst(name.count + 1)
        text = rest.isEmpty ? nil : String(rest)
    }

    package func matches(_ verdict: ConsoleVerdict) -> Bool {
        guard kinds.contains(verdict.kind) else { return false }
        guard let text else { return true }
        return verdict.reason.contains(text) || verdict.lines.contains { $0.text.contains(text) }
    }
}

/// A word that names no class of verdicts.
package struct VerdictSelectorError: Error, Hashable, CustomStringConvertible {
    package var word: String

    package var description: String {
        let meant = suggestion(for: word, among: VerdictSelector.words).map { "did you mean '\($0)'?" }
        return "'\(word)' is no class of verdicts; "
            + (meant ?? "there are \(VerdictSelector.words.joined(separator: ", "))")
    }
}

/// Which verdicts make a run fail.
package struct VerdictPolicy: Sendable, Hashable {
    package var failOn: [VerdictSelector]
    /// Stands over `failOn`.
    package var allow: [VerdictSelector]

    package init(failOn: [VerdictSelector], allow: [VerdictSelector] = []) {
        self.failOn = failOn
        self.allow = allow
    }

    /// A text is looked for in the lines that the verdict has by now: judge it when it is complete, if that matters.
    package func fails(_ verdict: ConsoleVerdict) -> Bool {
        failOn.contains { $0.matches(verdict) } && !allow.contains { $0.matches(verdict) }
    }
}
