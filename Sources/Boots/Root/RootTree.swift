import CLinux
import Digests
import Glibc
import Host
import Offload

/// A directory of this host as it is to be a root: how much is in it, and whether it is still the same. It blocks.
struct RootTree: Sendable {
    /// Which directory it is.
    let place: String
    /// Changes with each name, owner, permission, time and size in it.
    private(set) var key = ""
    private(set) var count = 0
    /// What its files take on a disk with blocks of 4 KiB.
    private(set) var bytes: Int64 = 0

    init(_ path: String) throws(SystemError) {
        let own = Digest()
        own.update(path)
        place = String(own.finish().prefix(32))
        let digest = Digest()
        digest.update("mayfly root 1")
        digest.update(path)
        try add(path, "", digest)
        key = digest.finish()
    }

    private mutating func add(_ path: String, _ name: String, _ digest: borrowing Digest) throws(SystemError) {
        var status = stat()
        try retrying("lstat", path) { lstat(path, &status) }
        digest.update(name)
        digest.update(
            "\(status.st_mode) \(status.st_uid) \(status.st_gid) \(status.st_rdev) \(status.st_ino) \(status.st_size) "
                + "\(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)")
        count += 1
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            let names = FileSystem.names(in: path).sorted()
            // Names take room, too.
            bytes += max(4096, Self.wholeBlocks(names.reduce(0) { $0 + $1.utf8.count + 12 }))
            for child in names { try add(path + "/" + child, child, digest) }
            digest.update("..")
        case S_IFREG: bytes += Self.wholeBlocks(status.st_size)
        default: bytes += 4096
        }
    }

    /// A file takes blocks of 4 KiB.
    private static func wholeBlocks(_ size: Int) -> Int64 { (Int64(size) + 4095) & ~4095 }
}
