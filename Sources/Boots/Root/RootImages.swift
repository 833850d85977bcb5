import CLinux
import Glibc
import Host
import Machines
import Offload

/// The disk that a root lies on.
struct RootDisk: Sendable {
    /// A raw image.
    let path: String
    /// Held while a machine uses an image of ours: it is not removed meanwhile.
    let use: FileLock?
}

/// The disks of roots: an image as it is, and one made of a directory, once. When the directory was changed its next image
/// takes the place of the one before.
struct RootImages: Sendable {
    private let cache: BootCache

    init(cache: String) { self.cache = BootCache(directory: cache + "/roots") }

    /// The raw disk image of a directory or a file.
    func disk(of path: String) async throws(MachineError) -> RootDisk {
        let place = try RootPlace(path)
        guard place.isDirectory else {
            try Self.check(place.path)
            return RootDisk(path: place.path, use: nil)
        }
        if place.isHosts {
            throw MachineError(
                .unsupported,
                "the root \(path) is this host's own: an image would be made of all that is mounted here, /proc and all; "
                    + RootChoice.remedy)
        }
        return try await made(of: place.path)
    }

    /// Another format would be shown to the guest byte by byte.
    private static func check(_ path: String) throws(MachineError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw MachineError(.invalidInput, "the root \(path) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        var head = [UInt8](repeating: 0, count: 4)
        guard read(file, &head, 4) == 4, !head.starts(with: [0x51, 0x46, 0x49, 0xFB]) else {
            throw MachineError(
                .invalidInput,
                "the root \(path) is no raw disk image; make one: qemu-img convert -O raw \(path) root.img")
        }
    }

    private func made(of path: String) async throws(MachineError) -> RootDisk {
        do {
            let tree = try await blocking { () throws(SystemError) in try RootTree(path) }
            let kept = try await cache.held(tree.key, of: tree.place) { place in
                try FileSystem.makeDirectory(place)
                try await RootFileSystem(path, tree).write(to: place + Self.name)
            }
            return RootDisk(path: kept.path + Self.name, use: kept.use)
        } catch {
            throw .wrapping(error, .invalidInput, "the directory \(path) cannot be made the root's disk")
        }
    }

    private static let name = "/root.img"
}
