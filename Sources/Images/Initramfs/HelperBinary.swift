/// The guest helper's program. Its bytes are asked for only when an image is built: unpacking them takes a while.
package struct HelperBinary: Sendable {
    /// Changes with the program.
    package let buildID: String
    package let bytes: @Sendable () -> [UInt8]

    package init(buildID: String, bytes: @escaping @Sendable () -> [UInt8]) {
        self.buildID = buildID
        self.bytes = bytes
    }
}
