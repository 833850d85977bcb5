import FoundationEssentials

/// The program as a Swift file, with what it was made of. Base64 in one literal compiles fast; a literal array of numbers
/// takes minutes.
func swiftSource(program: Data, architecture: String, buildID: String, files: [String]) throws -> String {
    let flags = Compiler.flags.map { "\"\($0)\"" }.joined(separator: ", ")
    let sources = try files.map { path in
        let (url, bytes) = (URL(filePath: path), try Data(contentsOf: URL(filePath: path)))
        return "        (\"\(url.lastPathComponent)\", \(bytes.count), \"\(bytes.base64EncodedString())\"),\n"
    }.joined()
    return """
        // Built by the plugin EmbedGuestHelper.
        enum GuestHelperProgram {
            static let architecture = "\(architecture)"
            static let buildID = "\(buildID)"
            static let count = \(program.count)
            static let base64: StaticString = "\(program.base64EncodedString())"
            static let flags = [\(flags)]
            static let sources: [(name: String, count: Int, base64: StaticString)] = [
        \(sources)    ]
        }

        """
}
