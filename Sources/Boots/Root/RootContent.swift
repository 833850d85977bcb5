import CLinux
import Digests
import Glibc
import Host
import Offload

/// What a root's directory holds, wherever it lies and whenever it was put there. It blocks.
struct RootContent: Sendable {
    /// The time of the newest file in it, in seconds since 1970.
    private(set) var newest: Int64 = 0
    /// Changes with each name, owner, permission, modification time and byte in it.
    private(set) var digest = ""

    init(_ path: String) throws(SystemError) {
        let sum = Digest()
        try add(path, "", sum)
        digest = sum.finish()
    }

    private mutating func add(_ path: String, _ name: String, _ sum: borrowing Digest) throws(SystemError) {
        var status = stat()
        try retrying("lstat", path) { lstat(path, &status) }
        newest = max(newest, Int64(status.st_mtim.tv_sec))
        sum.update(name)
        sum.update("\(status.st_mode) \(status.st_uid) \(status.st_gid) \(status.st_rdev) \(status.st_mtim.tv_sec)")
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            for child in FileSystem.names(in: path).sorted() { try add(path + "/" + child, child, sum) }
            sum.update("..")
        case S_IFREG: sum.update(try Digest.ofFile(path))
        case S_IFLNK: sum.update(FileSystem.linkTarget(path) ?? "")
        default: break
        }
    }

    /// An identifier (RFC 4122) out of the digest's digits from this one on.
    func uuid(_ first: Int) -> String {
        var digits = Array(digest.dropFirst(first).prefix(32))
        // Version 8 is anybody's own; the variant is the standard's.
        (digits[12], digits[16]) = ("8", "8")
        return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }.joined(separator: "-")
    }
}
