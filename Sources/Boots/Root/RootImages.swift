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
        guard path != "host" else {
            throw MachineError(
                .unsupported,
                "--root host would show this host's own files to a guest that is not trusted, and nothing here can show them "
                    + "so that it cannot write; \(Self.remedy)")
        }
        // Behind all links.
        let text = realpath(path, nil)
        defer { free(text) }
        guard let real = text.map({ String(cString: $0) }), let status = FileSystem.status(real) else {
            throw MachineError(.invalidInput, "the root \(path) is not there: \(String(cString: strerror(errno)))")
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            try Self.checkIsNotTheHosts(path, status)
            return try await made(of: real)
        case S_IFREG:
            try Self.check(real)
            return RootDisk(path: real, use: nil)
        default: throw MachineError(.invalidInput, "the root \(path) is neither a directory nor a disk image")
        }
    }

    private static let remedy =
        "name a directory made for it (debootstrap or mmdebstrap make one) or a raw disk image"

    /// By whatever name.
    private static func checkIsNotTheHosts(_ path: String, _ status: stat) throws(MachineError) {
        guard let own = FileSystem.status("/"), own.st_dev == status.st_dev, own.st_ino == status.st_ino else { return }
        throw MachineError(
            .unsupported,
            "the root \(path) is this host's own: an image would be made of all that is mounted here, /proc and all, and a "
                + "guest that is not trusted would read it; \(remedy)")
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
