import LocalProvider
import Mayfly
import Terminal

/// `mayfly template`: machines that were booted once and frozen, for others to go on from.
enum TemplateCommands {
    static let all: [any RunnableCommand.Type] = [
        TemplateBuildCommand.self, TemplateListCommand.self, TemplateInspectCommand.self, TemplatePruneCommand.self,
    ]

    static let spec = CommandSpec(
        "template", "Make, look at and remove what machines are forked from",
        discussion: """
            A fixture that says `forkable: true` is booted once. Its memory, its state and its disks are then frozen under \
            the cache ($XDG_CACHE_HOME/mayfly/templates), and each machine goes on from there. Whatever shaped a template is \
            in its key: another image, another QEMU, another processor make another template. A template holds a guest's \
            memory, and with it its secrets; only this user can read it.
            """,
        commands: all.map { $0.spec },
        examples: [
            Example("mayfly template build debian-12", "boot and freeze it before the first test does"),
            Example("mayfly template prune --older-than 2d", "by the time of last use"),
        ])

    /// A template of this host.
    static let word = ValueKind<String>.text.named("TEMPLATE", hint: .lines(of: ["template", "list", "--names"]))
    static let template = Argument(
        "TEMPLATE", word, "A template by its fixture's name or the beginning of its key.")

    static func templates() async throws -> LocalTemplates { try await Providers.shared.localProvider().templates }
}
