import Glibc
import Offload

/// The head of a qcow2 file, as QEMU's docs/interop/qcow2.txt lays it out.
enum QCOW2 {
    /// The size of the disk in an image; nil when the file is no qcow2 image.
    static func virtualSize(_ path: String) -> Int64? {
        let number = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var head = [UInt8](repeating: 0, count: 32)
        guard pread(file.raw, &head, head.count, 0) == head.count else { return nil }
        return virtualSize(head: head)
    }

    /// From the first 32 bytes.
    static func virtualSize(head: [UInt8]) -> Int64? {
        guard head.count >= 32, Array(head[..<4]) == [0x51, 0x46, 0x49, 0xFB] else { return nil }
        return Int64(exactly: head[24..<32].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }
}
