import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image`: the disks that machines boot from, made or fetched once and kept by content.
enum ImageCommands {
    static let all: [any RunnableCommand.Type] = [
        ImageBuildCommand.self, ImagePullCommand.self, ImageListCommand.self, ImageInspectCommand.self,
        ImageImportCommand.self, ImageExportCommand.self, ImagePushCommand.self, ImageRemoveCommand.self,
        ImagePruneCommand.self, ImageCheckCommand.self,
    ]

    static let spec = CommandSpec(
        "image", "Build, fetch, look at, publish and remove images",
        discussion: """
            Images are qcow2 disks, kept under the cache ($XDG_CACHE_HOME/mayfly, MAYFLY_CACHE_DIR) by the SHA-256 of their \
            files, a layer for each step of a fixture. An image is meant by its name or by the beginning of its digest (six \
            digits or more). A machine's containerDisk volume names one as mayfly.local/NAME or \
            mayfly.local/NAME@sha256:DIGEST.

            Progress goes to stderr, results to stdout.
            """,
        commands: all.map { $0.spec },
        examples: [
            Example("mayfly image build web", "make a fixture's image without booting it"),
            Example("mayfly image pull docker://registry.example/disks/web:v1 --name web", "fetch one"),
            Example("mayfly image inspect web --packages", "which packages are in it"),
            Example("mayfly image push web docker://registry.example/disks/web:v1", "publish one for KubeVirt"),
        ])

    /// An image of the store.
    static let word = ValueKind<String>.text.named("IMAGE", hint: .lines(of: ["image", "list", "--names"]))

    static let image = Argument("IMAGE", word, "An image by its name or the beginning of its digest.")

    /// An image's name.
    static let name = ValueKind<String>("NAME") { text throws(ValueError) in
        do throws(ImageError) { try ImageName.check(text) } catch {
            throw ValueError("is no name for an image; write lower case letters, digits, and - . _ between them")
        }
        return text
    }

    static let signalled = ExitCode("128+N", "Signal N ended it; nothing is left half done.")

    static func images() async throws -> LocalImages { try await Providers.shared.localProvider().images }

    /// Runs an operation that signals may end, and shows how far it is.
    static func shown<Value: Sendable>(
        _ label: String,
        _ body: @escaping @Sendable (@escaping @Sendable (BuildProgress) -> Void) async throws -> Value
    ) async throws -> Value {
        try await SignalRelay.withRelay { _ in
            try await withProgress(label, style: Standard.error.style, write: Standard.error.write) { progress in
                try await body { progress.stage($0.words, $0.fraction) }
            }
        }
    }
}

extension BuildProgress {
    /// What is going on, for a person.
    var words: String {
        if stage == .waiting { return "waiting for " + (detail ?? "another process, which makes the same image") }
        return detail.map { "\(stage.rawValue) \($0)" } ?? stage.rawValue
    }
}
