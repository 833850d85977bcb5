import Archive
import Glibc
import Host
import MayflyTestSupport
import Offload

/// A package of rpm's with these files: the lead, two empty headers, and a packed archive.
enum PackageFile {
    static func rpm(
        _ files: [(path: String, contents: [UInt8])], in scratch: Scratch,
        _ compression: ArchiveWriter.Compression = .zstd
    ) throws -> [UInt8] {
        let path = try scratch.write("payload.cpio", "")
        let file = Descriptor(owning: open(path, O_WRONLY | O_TRUNC | O_CLOEXEC))
        let payload = try ArchiveWriter(to: file.raw, named: path, compression: compression)
        for file in files { try payload.append(file: file.path, contents: file.contents, permissions: 0o644) }
        try payload.close()
        var lead: [UInt8] = [0xED, 0xAB, 0xEE, 0xDB, 3, 0, 0, 0, 0, 1] + Array("kernel-core".utf8)
        lead += [UInt8](repeating: 0, count: 76 - lead.count) + [0, 1, 0, 5]
        lead += [UInt8](repeating: 0, count: 96 - lead.count)
        // The magic number, the version, what is reserved; and that there are no entries, and no bytes of theirs.
        let header: [UInt8] = [0x8E, 0xAD, 0xE8, 1] + [UInt8](repeating: 0, count: 12)
        return lead + header + header + (try FileSystem.read(path))
    }
}
