import FoundationEssentials

/// The program as a Swift file. Base64 in one literal compiles fast; a literal array of numbers takes minutes.
func swiftSource(program: Data, architecture: String, buildID: String) -> String {
    """
    // Built by the plugin EmbedGuestHelper.
    enum GuestHelperProgram {
        static let architecture = "\(architecture)"
        static let buildID = "\(buildID)"
        static let count = \(program.count)
        static let base64: StaticString = "\(program.base64EncodedString())"
    }

    """
}
