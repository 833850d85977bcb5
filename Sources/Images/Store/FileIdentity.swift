import CLinux
import Glibc
import Host

/// What tells whether a file is still the one that was read, without reading it again.
struct FileIdentity: Sendable, Hashable {
    let device: UInt64
    let inode: UInt64
    let size: Int64
    /// Nanoseconds since 1970.
    let modified: Int64
    /// An image takes its files' permissions over, and changing them leaves the time as it was.
    let mode: UInt32

    init(device: UInt64, inode: UInt64, size: Int64, modified: Int64, mode: UInt32) {
        self.device = device
        self.inode = inode
        self.size = size
        self.modified = modified
        self.mode = mode
    }

    init(_ status: stat) {
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
        mode = status.st_mode
    }

    /// Follows symlinks; nil when there is nothing.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(status)
    }
}

extension FileIdentity: LosslessStringConvertible {
    var description: String { "\(device):\(inode):\(size):\(modified):\(mode)" }

    init?(_ description: String) {
        let parts = description.split(separator: ":")
        guard parts.count == 5, let device = UInt64(parts[0]), let inode = UInt64(parts[1]), let size = Int64(parts[2]),
            let modified = Int64(parts[3]), let mode = UInt32(parts[4])
        else { return nil }
        self.init(device: device, inode: inode, size: size, modified: modified, mode: mode)
    }
}
