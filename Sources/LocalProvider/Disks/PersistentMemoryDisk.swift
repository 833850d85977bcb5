import CLinux
import DomainXML
import Glibc
import Host
import Offload

/// A volume's file for a guest that has it as memory: raw, and whole units long.
package struct PersistentMemoryDisk {
    let file: VolumeFiles

    /// The file itself where it will do, else a raw copy at `path`. QEMU opens it for writing, and writes nothing to it.
    func make(at path: String, for identity: DaemonIdentity) async throws -> VolumeFiles {
        if identity.owner == nil, file.format == .raw, !file.isBlockDevice, access(file.path, R_OK | W_OK) == 0,
            let size = FileSystem.status(file.path)?.st_size, size > 0, size == Self.size(holding: Int64(size))
        {
            return file
        }
        try await QemuImage.convert(file.path, format: file.format.rawValue, to: path)
        let size = Self.size(holding: Int64(FileSystem.status(path)?.st_size ?? 0))
        try retrying("truncate", path) { truncate(path, off_t(size)) }
        return VolumeFiles(path: path, format: .raw)
    }

    /// How large the memory is, in bytes; of a file that nobody has made yet, its least.
    package static func size(of path: String) -> Int64 { size(holding: Int64(FileSystem.status(path)?.st_size ?? 0)) }

    private static func size(holding bytes: Int64) -> Int64 { DomainConverter.persistentMemorySize(holding: bytes) }
}
