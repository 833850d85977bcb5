/// What a guest's file is: as `stat` has it, without what nobody here asks for.
package struct FileStatus: Sendable, Hashable {
    /// Type and permissions.
    package let mode: UInt32
    package let user: UInt32
    package let group: UInt32
    package let size: Int64

    package init(mode: UInt32, user: UInt32, group: UInt32, size: Int64) {
        self.mode = mode
        self.user = user
        self.group = group
        self.size = size
    }

    package var isDirectory: Bool { mode & 0o170000 == 0o040000 }
    package var isRegular: Bool { mode & 0o170000 == 0o100000 }
    package var permissions: UInt32 { mode & 0o7777 }
}
