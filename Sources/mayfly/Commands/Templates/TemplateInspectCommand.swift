import FoundationEssentials
import LocalProvider
import Mayfly
import Terminal

/// `mayfly template inspect`.
enum TemplateInspectCommand: RunnableCommand {
    static let spec = CommandSpec(
        "inspect", "Tell what a template is, and what shaped it",
        options: [OutputOption.option.spec], arguments: [TemplateCommands.template.spec],
        exitCodes: [ExitCode("0", "Told."), ExitCode("1", "There is no such template.")],
        examples: [
            Example("mayfly template inspect debian-12", "size, age, and what its key was made of")
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let template = try await TemplateCommands.templates().find(invocation[TemplateCommands.template])
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(template))
            return 0
        }
        var lines = [
            ("key", template.key), ("fixture", template.fixture),
            ("size", ByteText.format(template.size)),
            (
                "guest memory",
                "\(ByteText.format(template.guestMemory)), of which \(ByteText.format(template.touchedMemory)) were touched"
            ),
            ("booted in", DurationText.format(.seconds(template.bootSeconds))),
            ("made", Date(timeIntervalSince1970: template.created.rounded()).formatted(.iso8601)),
            ("in use", template.isInUse ? "yes" : "no"),
        ]
        if let damage = template.damage { lines.append(("damaged", damage)) }
        var text = lines.map { $0.0.padded(to: 14) + $0.1 + "\n" }.joined() + "\nwhat shaped it:\n"
        for (name, value) in template.facts.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            text += "  \(name.padded(to: 12))\(value)\n"
        }
        Standard.output.write(text)
        return 0
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
