import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image remove`.
enum ImageRemoveCommand: RunnableCommand {
    static let images = RepeatedArgument(
        "IMAGE", ImageCommands.word, "Images by their names or the beginnings of their digests.", atLeastOne: true)

    static let spec = CommandSpec(
        "remove", "Remove images",
        discussion: """
            By a name, that name goes; when no other stands for the image and nothing is made over it, or by its digest, the \
            disk goes, with the layers beneath it that carry nothing else. An image that a machine uses stays.
            """,
        options: [OutputOption.option.spec], arguments: [images.spec],
        exitCodes: [
            ExitCode("0", "Removed."),
            ExitCode("1", "One is not there, or a machine or another image uses it; those before it are gone."),
        ],
        examples: [Example("mayfly image remove web 3f2a9c", "one by its name, one by its digest")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let local = try await ImageCommands.images()
        var all = DiskStore.Removed()
        for word in invocation[images] {
            let removed = try await local.store.remove(image: word, users: local.users)
            all.names += removed.names
            all.digests += removed.digests
            all.bytes += removed.bytes
        }
        if invocation[OutputOption.option] == .json {
            Standard.output.write(try JSONText.pretty(all))
        } else {
            Standard.output.write(
                all.names.map { "untagged \($0)\n" }.joined() + all.digests.map { "removed sha256:\($0)\n" }.joined())
        }
        return 0
    }
}
