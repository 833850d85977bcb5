import Fixtures
import Mayfly
import Terminal

/// `mayfly image import`.
enum ImageImportCommand: RunnableCommand {
    static let file = Argument("FILE", .path.named("FILE"), "A disk of any format, packed or not.")
    static let name = Argument("NAME", ImageCommands.name, "What it is called here.")

    static let spec = CommandSpec(
        "import", "Take a file of this host into the store",
        discussion: """
            qcow2, raw, vmdk, vdi, vhd, vhdx and OVA, in gz, xz, zst, bz2, zip or tar, are known by their content. One that \
            names another file behind itself is refused: it would be read on this host. The file stays as it is.
            """,
        options: [
            VerifyOptions.sha256.spec, VerifyOptions.sha512.spec, VerifyOptions.checksums.spec,
            OutputOption.option.spec,
        ],
        arguments: [file.spec, name.spec],
        exitCodes: [
            ExitCode("0", "It is here."), ExitCode("1", "It is no image, or not the one that was meant."),
            ImageCommands.signalled,
        ],
        examples: [Example("mayfly image import disk.qcow2.xz web", "for a volume that names mayfly.local/web")])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let sums = [VerifyOptions.sha256, VerifyOptions.sha512, VerifyOptions.checksums]
        let given: [ImageVerification] = zip(
            sums, [ImageVerification.sha256, ImageVerification.sha512, ImageVerification.checksums]
        ).compactMap { option, make in invocation[option].map(make) }
        guard given.count <= 1 else {
            Standard.error.write("mayfly image import: give one of --sha256, --sha512 and --checksums\n")
            return 2
        }
        let path = HostFile.absolute(invocation[file])
        return try await ImagePullCommand.fetch(
            .upload(UploadSource(path: path, verification: given.first ?? .none)), "importing \(path)", invocation,
            as: invocation[name])
    }
}
