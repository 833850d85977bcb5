import FoundationEssentials
import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image list`.
enum ImageListCommand: RunnableCommand {
    static let all = Flag("all", short: "a", "List layers beneath other images too.")
    static let names = Flag("names", "Print names only, one a line.")

    static let spec = CommandSpec(
        "list", "List the images of this host",
        discussion: """
            SIZE is what an image takes on this host's disk with all layers beneath it, which others may share; VIRTUAL is \
            the disk that a guest sees. Of many names the first are there, and how many more there \
            are; --names and JSON have all.
            """,
        options: [all.spec, names.spec, OutputOption.option.spec],
        exitCodes: [ExitCode("0", "Listed; there may be none.")],
        examples: [Example("mayfly image list --output json", "for programs")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let images = try await ImageCommands.images()
        let list = await images.store.images(inUse: Set(images.users.keys), everything: invocation[all])
        if invocation[names] {
            Standard.output.write(list.flatMap(\.names).map { $0 + "\n" }.joined())
        } else if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(list))
        } else {
            var table = Table(
                ("NAME", .left), ("DIGEST", .left), ("SIZE", .right), ("VIRTUAL", .right), ("LAYERS", .right),
                ("USED", .left), ("MADE BY", .left))
            for image in list {
                table.add(
                    image.names.isEmpty ? "-" : NameList.text(image.names), String(image.digest.prefix(12)),
                    ByteText.format(image.size), ByteText.format(image.virtualSize), "\(image.layers)",
                    image.isInUse ? "now" : AgeText.ago(max(0, Int(Date().timeIntervalSince1970) - image.used)),
                    image.summary)
            }
            Standard.output.write(table.text)
        }
        return 0
    }
}
