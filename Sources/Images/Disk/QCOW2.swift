import Glibc
import Offload

/// The head of a qcow2 file of our own, as QEMU's docs/interop/qcow2.txt lays it out.
enum QCOW2 {
    /// What the head says.
    struct Head: Sendable, Hashable {
        /// The size of the disk, in bytes.
        let virtualSize: Int64
        /// The name of the file beneath; nil for an image that stands alone.
        let backing: String?
    }

    private static let longestName = 1023
    /// O_NOATIME, which glibc shows only with _GNU_SOURCE; only a file's owner may ask for it.
    private static let keepingAccessTime: Int32 = 0o1_000_000

    /// Nil when the file is no qcow2 image.
    static func head(_ path: String) -> Head? {
        // Looking is no use of an image, of which its time of access tells.
        var number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | keepingAccessTime)
        if number < 0, errno == EPERM { number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) }
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var head = [UInt8](repeating: 0, count: 32)
        guard pread(file.raw, &head, head.count, 0) == head.count, Array(head[..<4]) == [0x51, 0x46, 0x49, 0xFB],
            let size = Int64(exactly: integer(head[24..<32])), let place = off_t(exactly: integer(head[8..<16]))
        else { return nil }
        let length = Int(integer(head[16..<20]))
        guard place > 0, length > 0 else { return Head(virtualSize: size, backing: nil) }
        guard length <= longestName else { return nil }
        var name = [UInt8](repeating: 0, count: length)
        guard pread(file.raw, &name, length, place) == length else { return nil }
        return Head(virtualSize: size, backing: String(decoding: name, as: UTF8.self))
    }

    private static func integer(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
