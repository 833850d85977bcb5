import Digests
import Glibc
import Host
import Offload

/// A qcow2 file that holds what one step changed. It lies beside what is beneath it and names that by its digest, which is
/// only known when that is finished: until then a name of the same length stands there.
struct LayerFile: Sendable {
    let path: String

    private static func name(of digest: String) -> String { digest + ".qcow2" }
    private static let unknown = String(repeating: "0", count: Digest.Algorithm.sha256.digits)

    /// Makes an empty layer of so many bytes over another, which nobody looks for.
    static func make(_ path: String, over digest: String?, size: Int64) async throws -> LayerFile {
        try await QemuImage.run(
            "create", "-q", "-f", "qcow2", "-u", "-b", name(of: digest ?? unknown), "-F", "qcow2", path, "\(size)",
            making: path)
        return LayerFile(path: path)
    }

    /// Says what is beneath, in its head (QEMU's docs/interop/qcow2.txt).
    func settle(over digest: String) throws(SystemError) {
        let file = Descriptor(owning: try retrying("open", path) { open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW) })
        var head = [UInt8](repeating: 0, count: 20)
        try retrying("pread", path) { pread(file.raw, &head, head.count, 0) }
        let offset = head[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let length = head[16..<20].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let name = Array(Self.name(of: digest).utf8)
        guard Int(length) == name.count, let place = off_t(exactly: offset), place > 0 else {
            throw SystemError("qcow2", subject: path, number: EINVAL)
        }
        try retrying("pwrite", path) { pwrite(file.raw, name, name.count, place) }
    }
}
