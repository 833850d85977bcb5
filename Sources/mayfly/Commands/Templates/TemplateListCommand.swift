import FoundationEssentials
import LocalProvider
import Mayfly
import Terminal

/// `mayfly template list`.
enum TemplateListCommand: RunnableCommand {
    static let names = Flag("names", "Print the fixtures' names only, one a line.")

    static let spec = CommandSpec(
        "list", "List the templates of this host, the one used last first",
        discussion: """
            SIZE is what a template takes on this host's disk; TOUCHED is how much of the guest's MEMORY is in it, which its \
            forks share through the page cache until they write to it.
            """,
        options: [names.spec, OutputOption.option.spec],
        exitCodes: [ExitCode("0", "Listed; there may be none.")],
        examples: [Example("mayfly template list --output json", "for programs")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let list = await (try TemplateCommands.templates()).list()
        if invocation[names] {
            Standard.output.write(Set(list.map(\.fixture)).sorted().map { $0 + "\n" }.joined())
        } else if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(list))
        } else {
            var table = Table(
                ("FIXTURE", .left), ("KEY", .left), ("SIZE", .right), ("MEMORY", .right), ("TOUCHED", .right),
                ("BOOTED IN", .right), ("USED", .left))
            let now = Date().timeIntervalSince1970
            for template in list {
                table.add(
                    template.fixture, String(template.key.prefix(12)), ByteText.format(template.size),
                    ByteText.format(template.guestMemory), ByteText.format(template.touchedMemory),
                    DurationText.format(.seconds(template.bootSeconds)),
                    template.damage != nil
                        ? "damaged" : template.isInUse ? "now" : AgeText.ago(Int(max(0, now - template.used))))
            }
            Standard.output.write(table.text)
        }
        return 0
    }
}
