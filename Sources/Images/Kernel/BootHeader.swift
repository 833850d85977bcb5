import Glibc
import Offload

/// The header of a bzImage (Linux's "x86 boot protocol").
enum BootHeader {
    private static let magicOffset = 0x202
    /// Where the header says, from 0x200 on, at which byte the version's text is.
    private static let versionPointer = 0x20E
    private static let longestVersion = 256

    /// The version that a kernel image says of itself, such as `6.1.0-56-cloud-amd64`; nil when it is no bzImage.
    static func version(ofKernelAt path: String) -> String? {
        let number = open(path, O_RDONLY | O_CLOEXEC)
        guard number >= 0 else { return nil }
        let file = Descriptor(owning: number)
        var bytes = [UInt8](repeating: 0, count: 0x200 + 0x10000 + longestVersion)
        let count = pread(file.raw, &bytes, bytes.count, 0)
        return version(in: Array(bytes.prefix(max(0, count))))
    }

    static func version(in bytes: [UInt8]) -> String? {
        guard bytes.count > versionPointer + 1, bytes[magicOffset...].starts(with: "HdrS".utf8) else { return nil }
        let offset = Int(bytes[versionPointer]) | Int(bytes[versionPointer + 1]) << 8
        guard offset != 0, offset + 0x200 < bytes.count else { return nil }
        // "6.1.0-56-cloud-amd64 (builder) #1 SMP …"
        let word = bytes[(offset + 0x200)...].prefix(longestVersion).prefix { $0 > 0x20 && $0 < 0x7F }
        guard let first = word.first, first >= 0x30, first <= 0x39, !word.contains(UInt8(ascii: "/")) else {
            return nil
        }
        return String(decoding: word, as: UTF8.self)
    }
}
