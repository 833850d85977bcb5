import Images
import LocalProvider
import Mayfly
import Terminal

/// `mayfly image export`.
enum ImageExportCommand: RunnableCommand {
    static let file = Argument("FILE", .path.named("FILE"), "Where it is to be.")
    static let format = Option(
        "format", short: "f", .choice(of: ExportFormat.self), "qcow2 (default), raw or vmdk.")
    static let compress = Flag("compress", "Compress qcow2 or vmdk.")
    static let force = Flag("force", "Replace a file that is there.")

    static let spec = CommandSpec(
        "export", "Write an image into one file that stands alone",
        options: [format.spec, compress.spec, force.spec, OutputOption.option.spec],
        arguments: [ImageCommands.image.spec, file.spec],
        exitCodes: [
            ExitCode("0", "Written."),
            ExitCode("1", "There is no such image, the file is there already, or the disk is full; nothing is left."),
            ImageCommands.signalled,
        ],
        examples: [
            Example("mayfly image export web web.qcow2 --compress", "for other tools"),
            Example("mayfly image export web web.vmdk --format vmdk", "for another hypervisor"),
        ])

    private struct Written: Encodable {
        var path: String
        var format: String
        /// What it takes on this host's disk, in bytes.
        var size: Int64
    }

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let images = try await ImageCommands.images()
        let image = try await images.store.find(invocation[ImageCommands.image])
        let path = HostFile.absolute(invocation[file])
        let (format, compressed) = (invocation[format] ?? .qcow2, invocation[compress])
        let force = invocation[force]
        try await ImageCommands.shown("exporting \(invocation[ImageCommands.image])") { progress in
            try await images.store.export(
                image, to: path, as: format, compressed: compressed, replacing: force, progress: progress)
        }
        if invocation[OutputOption.option] == .json {
            Standard.output.write(
                try JSONText.pretty(Written(path: path, format: format.rawValue, size: HostFile.room(path))))
        }
        return 0
    }
}
