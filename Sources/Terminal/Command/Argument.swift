/// A word that must be there: `FIXTURE`.
package struct Argument<Value: Sendable>: Sendable {
    package let spec: ArgumentSpec

    package init(_ name: String, _ kind: ValueKind<Value>, _ summary: String) {
        spec = ArgumentSpec(name, kind, summary, .one)
    }
}

/// A word that may be left out: `[COMMAND]`.
package struct OptionalArgument<Value: Sendable>: Sendable {
    package let spec: ArgumentSpec

    package init(_ name: String, _ kind: ValueKind<Value>, _ summary: String) {
        spec = ArgumentSpec(name, kind, summary, .atMostOne)
    }
}

/// Words as many as there are: `MACHINE...`; the last argument of a command.
package struct RepeatedArgument<Value: Sendable>: Sendable {
    package let spec: ArgumentSpec

    package init(_ name: String, _ kind: ValueKind<Value>, _ summary: String, atLeastOne: Bool = false) {
        spec = ArgumentSpec(name, kind, summary, atLeastOne ? .atLeastOne : .any)
    }
}

extension ArgumentSpec {
    init<Value: Sendable>(_ name: String, _ kind: ValueKind<Value>, _ summary: String, _ count: Count) {
        self.init(
            name: name, summary: summary, count: count, hint: kind.hint,
            check: { text throws(ValueError) in try kind.parse(text) })
    }

    package var isRequired: Bool { count == .one || count == .atLeastOne }
    package var isRepeated: Bool { count == .any || count == .atLeastOne }

    /// As in a synopsis: `FIXTURE`, `[COMMAND]`, `MACHINE...`, `[MACHINE...]`.
    package var usage: String {
        switch count {
        case .one: name
        case .atMostOne: "[\(name)]"
        case .atLeastOne: "\(name)..."
        case .any: "[\(name)...]"
        }
    }
}
