/// A finished initramfs.
package struct InitramfsImage: Sendable, Hashable {
    package let path: String
    /// SHA-256 of the file.
    package let digest: String
    package let size: Int64
    /// Whether it had to be built for this request.
    package let isNew: Bool
}
