import Fixtures

/// The last lines of a tool, as the cause of an error.
package struct ToolOutput: Error, Sendable, CustomStringConvertible {
    package let program: String
    package let lines: [String]

    package var description: String {
        lines.isEmpty
            ? "\(program) said nothing"
            : "the last that \(program) said:\n" + lines.map { "    \($0)" }.joined(separator: "\n")
    }
}

extension BootstrapPlan {
    /// What a failed mmdebstrap means, told by the lines that apt and dpkg have for it.
    package func failure(_ output: BootstrapOutput, status: String) -> ImageError {
        let cause = ToolOutput(program: "mmdebstrap", lines: output.tail)
        func line(_ parts: String...) -> String? {
            output.tail.last { line in parts.contains { line.contains($0) } }?.trimmedOfSpaces
        }
        let place = lines.isEmpty ? "the distribution's official archive" : mirrors.joined(separator: ", ")
        let what = "\(source.distribution.rawValue) \(source.suite)"
        if let quote = line("No space left on device", "Disk quota exceeded") {
            return ImageError(
                .noSpace,
                "no space is left while \(what) is built: \(quote). Free some, or set MAYFLY_CACHE_DIR to "
                    + "another directory.", cause: cause)
        }
        if let quote = line(
            "Could not connect", "Connection failed", "Could not resolve", "Temporary failure", "Connection timed out",
            "Unable to connect", "Cannot initiate the connection", "Connection refused")
        {
            return ImageError(
                .mirror,
                "the archive \(place) does not answer: \(quote). Look at the network and at apt's proxy settings, or name "
                    + "another archive in image.source.bootstrap.mirrors.", cause: cause)
        }
        if let quote = line("does not have a Release file") {
            return ImageError(
                .unknownSuite,
                "the archive \(place) has no suite \(source.suite) that can be used: \(quote). Check the spelling of "
                    + "image.source.bootstrap.suite, or name an archive that has it in mirrors.", cause: cause)
        }
        if let quote = line(
            "is not signed", "NO_PUBKEY", "couldn't be verified", "signatures were invalid", "EXPKEYSIG")
        {
            return ImageError(
                .keyring,
                "the archive \(place) is signed by a key that this host does not know: \(quote). Install a newer "
                    + "\(source.distribution.keyring.package).", cause: cause)
        }
        if let quote = line("Unable to locate package", "has no installation candidate", "Couldn't find any package") {
            return ImageError(
                .unknownPackage,
                "\(what) has no such package: \(quote). Check image.source.bootstrap.packages, kernel and components "
                    + "(\(components)).", cause: cause)
        }
        if let quote = line("Hash Sum mismatch", "File has unexpected size", "Failed to fetch", "Bad header") {
            return ImageError(
                .mirror,
                "the archive \(place) gives files that cannot be used: \(quote). Try again in a while, or name another "
                    + "one in image.source.bootstrap.mirrors.", cause: cause)
        }
        let quote = line("dpkg: error") ?? line("E: Sub-process", "error: ") ?? line("E: ") ?? status
        return ImageError(
            .bootstrap,
            "\(what) could not be built: \(quote). The lines below say more; packages that cannot be installed together "
                + "are the usual reason.", cause: cause)
    }

    /// The addresses of all archives.
    var mirrors: [String] {
        lines.reduce(into: []) { found, line in
            guard let word = line.split(separator: " ").first(where: { $0.contains(":/") }) else { return }
            if !found.contains(String(word)) { found.append(String(word)) }
        }
    }
}

extension String {
    var trimmedOfSpaces: String {
        let start = drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }
}
