/// A command line that is in order: the command and its values, read by the handles they were declared with.
package struct Invocation: Sendable {
    /// The command's names from the program down: `["mayfly", "run"]`.
    package let path: [String]
    /// Everything after `--`, verbatim; nil when there was no `--`.
    package let trailing: [String]?
    let options: [String: [any Sendable]]
    let arguments: [String: [any Sendable]]

    /// The names below the program's: `run`, `network inspect`.
    package var command: String { path.dropFirst().joined(separator: " ") }

    /// Those of these options that were given, as flags: `--keep`.
    package func given(_ specs: [OptionSpec]) -> [String] {
        specs.filter { options[$0.long] != nil }.map(\.flag)
    }

    package subscript(flag: Flag) -> Bool {
        options[flag.spec.long] != nil
    }

    package subscript<Value>(option: Option<Value>) -> Value? {
        Self.cast(options[option.spec.long] ?? [], option.spec.long, as: Value.self).first
    }

    package subscript<Value>(option: RepeatedOption<Value>) -> [Value] {
        Self.cast(options[option.spec.long] ?? [], option.spec.long, as: Value.self)
    }

    package subscript<Value>(argument: Argument<Value>) -> Value {
        let values = Self.cast(arguments[argument.spec.name] ?? [], argument.spec.name, as: Value.self)
        guard let value = values.first else { Self.undeclared(argument.spec.name) }
        return value
    }

    package subscript<Value>(argument: OptionalArgument<Value>) -> Value? {
        Self.cast(arguments[argument.spec.name] ?? [], argument.spec.name, as: Value.self).first
    }

    package subscript<Value>(argument: RepeatedArgument<Value>) -> [Value] {
        Self.cast(arguments[argument.spec.name] ?? [], argument.spec.name, as: Value.self)
    }

    private static func cast<Value>(_ values: [any Sendable], _ name: String, as type: Value.Type) -> [Value] {
        values.map { value in
            guard let value = value as? Value else { undeclared(name) }
            return value
        }
    }

    /// Only a handle that is not in the command's spec, or has another's name, leads here.
    private static func undeclared(_ name: String) -> Never {
        fatalError("'\(name)' is read by a handle that this command did not declare")
    }
}
