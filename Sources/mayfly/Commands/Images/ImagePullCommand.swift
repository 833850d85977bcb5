import Fixtures
import Images
import LocalProvider
import Mayfly
import Offload
import Terminal

/// `mayfly image pull`.
enum ImagePullCommand: RunnableCommand {
    static let source = Argument(
        "SOURCE", .text, "docker://HOST/REPOSITORY:TAG, or an https://, http:// or file:// address.")
    static let name = Option("name", ImageCommands.name, "Call it so; without it, its digest is its name.")
    static let again = Flag("again", "Ask for it again, though it is here; it may have changed.")
    static let path = Option(
        "path", .text.named("PATH"), "The disk's path in a registry's image; the one beneath /disk.")

    static let spec = CommandSpec(
        "pull", "Fetch an image without a fixture",
        discussion: """
            An image of any format, packed or not, is known by its content and becomes qcow2. What comes from the web is \
            verified by a sum, or taken as it comes with --no-verify; what a registry gives is verified by its digests. \
            Credentials for registries are those of docker, podman and skopeo.
            """,
        options: [
            name.spec, again.spec, path.spec, VerifyOptions.sha256.spec, VerifyOptions.sha512.spec,
            VerifyOptions.checksums.spec, VerifyOptions.none.spec, VerifyOptions.authority.spec,
            OutputOption.option.spec,
        ],
        arguments: [source.spec],
        exitCodes: [
            ExitCode("0", "It is here."),
            ExitCode("1", "It did not come, or is not what was meant: then it was thrown away."),
            ExitCode("2", "Nothing was said about how it is verified."), ImageCommands.signalled,
        ],
        examples: [
            Example("mayfly image pull docker://registry.example/disks/web:v1 --name web", "a containerDisk"),
            Example(
                "mayfly image pull https://mirror.example/disk.qcow2 --checksums SHA256SUMS --name cloud",
                "with the file of sums beside it"),
        ])

    static func run(_ invocation: Invocation) async throws -> Int32 {
        let place = invocation[source]
        let source: ImageSource
        if place.hasPrefix("docker://") {
            source = .registry(
                RegistrySource(
                    url: place, path: try invocation[path].map { try GuestPath(scalarText: $0) },
                    certBundle: invocation[VerifyOptions.authority]))
        } else if ["https://", "http://", "file:///"].contains(where: place.hasPrefix) {
            guard let verification = try VerifyOptions.verification(invocation) else {
                Standard.error.write(
                    "mayfly image pull: nothing says that the file is the right one; give --sha256, --sha512 or --checksums, or "
                        + "take what comes with --no-verify\n")
                return 2
            }
            source = .http(
                HTTPSource(url: place, verification: verification, certBundle: invocation[VerifyOptions.authority]))
        } else {
            Standard.error.write(
                "mayfly image pull: ‘\(place.printableLines)’ is no address; write docker://…, https://…, http://… or "
                    + "file:///…, or take a file with 'mayfly image import'\n")
            return 2
        }
        return try await fetch(
            source, "pulling \(place.withoutSecrets)", invocation, as: invocation[name], again: invocation[again])
    }

    /// Fetches, and prints what is there now.
    static func fetch(
        _ source: ImageSource, _ label: String, _ invocation: Invocation, as name: String?, again: Bool = false
    ) async throws -> Int32 {
        let images = try await ImageCommands.images()
        let image = try await ImageCommands.shown(label) { progress in
            try await images.fetch(source, as: name, pull: again, progress: progress)
        }
        if invocation[OutputOption.option] == .json {
            let details = try await images.details(of: image, looking: false) { _ in }
            Standard.output.write(try JSONText.pretty(details.image))
        } else {
            Standard.output.write("sha256:\(image.digest)\n")
        }
        return 0
    }
}

/// How a file is known to be the right one.
enum VerifyOptions {
    static let sha256 = Option("sha256", digits(64), "The SHA-256 that the file must have.")
    static let sha512 = Option("sha512", digits(128), "The SHA-512 that the file must have.")
    static let checksums = Option(
        "checksums", .text.named("FILE"), "A file of checksums: its address, or its name beside the image's.")
    static let none = Flag("no-verify", "Take what comes.")
    static let authority = Option(
        "cert-bundle", .path.named("FILE"), "Certificates to trust (PEM); the host's own otherwise.")

    private static func digits(_ count: Int) -> ValueKind<String> {
        ValueKind("DIGITS") { text throws(ValueError) in
            guard text.utf8.count == count, text.allSatisfy({ $0.isASCII && $0.isHexDigit }) else {
                throw ValueError("is not \(count) hexadecimal digits")
            }
            return text.lowercased()
        }
    }

    /// Nil when nothing is said.
    static func verification(_ invocation: Invocation) throws -> ImageVerification? {
        let said: [ImageVerification] = [
            invocation[sha256].map(ImageVerification.sha256), invocation[sha512].map(ImageVerification.sha512),
            invocation[checksums].map(ImageVerification.checksums), invocation[none] ? ImageVerification.none : nil,
        ].compactMap(\.self)
        guard said.count <= 1 else {
            throw MachineError(
                .invalidInput, "give one of --sha256, --sha512, --checksums and --no-verify, not \(said.count)")
        }
        return said.first
    }
}

extension String {
    /// An address without its user and its query, which may hold secrets.
    fileprivate var withoutSecrets: String {
        let plain = prefix { $0 != "?" && $0 != "#" }
        guard let scheme = plain.firstRange(of: "://"),
            let end = plain[scheme.upperBound...].prefix(while: { $0 != "/" }).lastIndex(of: "@")
        else { return String(plain) }
        return String(plain[..<scheme.upperBound] + plain[plain.index(after: end)...])
    }
}
