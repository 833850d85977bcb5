/// One file of an initramfs, and where its contents come from.
package struct InitramfsEntry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case directory
        case bytes([UInt8])
        /// A file of the host as it is.
        case file(source: String)
        /// A compressed file of the host, unpacked.
        case unpacked(source: String)
        case symlink(target: String)
        case characterDevice(major: UInt32, minor: UInt32)
    }

    /// Without a leading slash.
    package let path: String
    package let permissions: UInt32
    package let kind: Kind

    package init(_ path: String, _ permissions: UInt32, _ kind: Kind) {
        self.path = path
        self.permissions = permissions
        self.kind = kind
    }

    /// The file of the host that the entry is made from.
    package var source: String? {
        switch kind {
        case .file(let source), .unpacked(let source): source
        default: nil
        }
    }
}
