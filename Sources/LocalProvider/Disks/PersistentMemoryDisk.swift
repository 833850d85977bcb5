import CLinux
import DomainXML
import Glibc
import Host
import KubeVirt
import Offload

/// A volume's file for a guest that has it as memory: raw, and whole units long.
package struct PersistentMemoryDisk {
    let file: VolumeFiles

    /// The file itself where it will do, else a raw copy at `path`. QEMU opens it for writing, and writes nothing to it.
    func make(at path: String, for identity: DaemonIdentity) async throws -> VolumeFiles {
        if identity.owner == nil, file.format == .raw, !file.isBlockDevice, Self.isWhole(file.path),
            access(file.path, R_OK | W_OK) == 0, await Unprivileged.canWrite(file.path)
        {
            return file
        }
        try await QemuImage.convert(file.path, format: file.format.rawValue, to: path)
        let size = Self.size(holding: Int64(FileSystem.status(path)?.st_size ?? 0))
        try retrying("truncate", path) { truncate(path, off_t(size)) }
        return VolumeFiles(path: path, format: .raw)
    }

    /// Whether a raw file can be mapped as it is.
    static func isWhole(_ path: String) -> Bool {
        guard let bytes = FileSystem.statusFollowingLinks(path)?.st_size, bytes > 0 else { return false }
        return Int64(bytes) == size(holding: Int64(bytes))
    }

    /// How large the memory is, in bytes; of a file that nobody has made yet, its least.
    package static func size(of path: String) -> Int64 {
        size(holding: Int64(FileSystem.statusFollowingLinks(path)?.st_size ?? 0))
    }

    private static func size(holding bytes: Int64) -> Int64 { DomainConverter.persistentMemorySize(holding: bytes) }
}

extension PersistentMemoryDisk {
    /// How large the memory made of a volume is going to be, in bytes; the least where only its file will tell.
    static func size(of volume: VirtualMachineInstanceSpec.Volume, base: BaseDisk?) -> Int64 {
        if let disk = volume.emptyDisk { return size(holding: disk.capacity.roundedUp) }
        if let disk = volume.hostDisk {
            return FileSystem.exists(disk.path) ? size(of: disk.path) : size(holding: disk.capacity?.roundedUp ?? 0)
        }
        return size(holding: volume.containerDisk == nil ? 0 : base?.size ?? 0)
    }
}
