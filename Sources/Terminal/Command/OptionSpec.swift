/// Turns a text into a value of some type; the typed handles (Flag, Option, Argument) know which.
typealias Check = @Sendable (String) throws(ValueError) -> any Sendable

/// One option as data. Made by Flag, Option and RepeatedOption, which give its value back with its type.
package struct OptionSpec: Sendable {
    /// Without the dashes.
    package let long: String
    package let short: Character?
    /// Nil for a flag.
    package let placeholder: String?
    package let summary: String
    package let isRepeatable: Bool
    package let hint: CompletionHint
    let check: Check

    package var flag: String { "--" + long }
    package var takesValue: Bool { placeholder != nil }

    init(
        long: String, short: Character?, placeholder: String?, summary: String, isRepeatable: Bool,
        hint: CompletionHint, check: @escaping Check
    ) {
        self.long = long
        self.short = short
        self.placeholder = placeholder
        self.summary = summary
        self.isRepeatable = isRepeatable
        self.hint = hint
        self.check = check
    }

    /// `--help`, which every command has.
    static let help = Flag("help", short: "h", "Show this help.").spec
    /// `--version`, which the program has.
    static let version = Flag("version", "Show the version.").spec
}

/// An option without a value: `--keep`.
package struct Flag: Sendable {
    package let spec: OptionSpec

    package init(_ long: String, short: Character? = nil, _ summary: String) {
        spec = OptionSpec(
            long: long, short: short, placeholder: nil, summary: summary, isRepeatable: false, hint: .none,
            check: { _ throws(ValueError) in true })
    }
}

/// An option that is given at most once: `--timeout 30s`.
package struct Option<Value: Sendable>: Sendable {
    package let spec: OptionSpec

    package init(_ long: String, short: Character? = nil, _ kind: ValueKind<Value>, _ summary: String) {
        spec = OptionSpec(
            long: long, short: short, placeholder: kind.placeholder, summary: summary, isRepeatable: false,
            hint: kind.hint, check: { text throws(ValueError) in try kind.parse(text) })
    }
}

/// An option that may be given again and again: `--env A=1 --env B=2`.
package struct RepeatedOption<Value: Sendable>: Sendable {
    package let spec: OptionSpec

    package init(_ long: String, short: Character? = nil, _ kind: ValueKind<Value>, _ summary: String) {
        spec = OptionSpec(
            long: long, short: short, placeholder: kind.placeholder, summary: summary, isRepeatable: true,
            hint: kind.hint, check: { text throws(ValueError) in try kind.parse(text) })
    }
}
