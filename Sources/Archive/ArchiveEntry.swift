/// One member of an archive: its name, what it is, and whose.
package struct ArchiveEntry: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case directory
        /// A regular file of this many bytes.
        case file(size: Int64)
        case symlink(target: String)
        case characterDevice(major: UInt32, minor: UInt32)
        /// Something that is read but never written here: a block device, a socket, a pipe.
        case other
    }

    /// Relative to the archive's root, without a leading slash.
    package var path: String
    package var kind: Kind
    /// The lower twelve bits of the mode.
    package var permissions: UInt32
    package var user: UInt32
    package var group: UInt32
    /// Seconds since 1970. Zero unless said otherwise: equal contents shall give equal archives.
    package var modified: Int64

    package init(
        path: String, kind: Kind, permissions: UInt32, user: UInt32 = 0, group: UInt32 = 0, modified: Int64 = 0
    ) {
        self.path = path
        self.kind = kind
        self.permissions = permissions
        self.user = user
        self.group = group
        self.modified = modified
    }
}
