import CLinux
import Glibc
import Host
import Offload

/// What lies in a directory of the host, as files of an initramfs that all belong to root. It blocks.
struct DirectoryTree {
    /// Each after the directory that it is in; the first is the directory itself.
    private(set) var entries: [InitramfsEntry] = []
    /// The directories and files as they were before they were read: a name that comes or goes changes its directory.
    private(set) var inputs: [String: FileIdentity?] = [:]

    init(_ path: String) throws(ImageError) {
        try add(path, as: ".")
        guard case .directory? = entries.first?.kind else {
            throw ImageError(.file, "\(path) is no directory to make an initramfs of")
        }
        addDevices()
        guard entries.contains(where: { $0.path == "init" }) else {
            throw ImageError(
                .file,
                "\(path) has no /init, which is the first program that a kernel starts from an initramfs. Add it, or a link "
                    + "of that name to what is to be started.")
        }
    }

    /// The two that the first process needs before a devtmpfs is there; who is not root cannot make them on the host.
    private mutating func addDevices() {
        let present = Set(entries.map(\.path))
        if !present.contains("dev") { entries.append(InitramfsEntry("dev", 0o755, .directory)) }
        if !present.contains("dev/console") {
            entries.append(InitramfsEntry("dev/console", 0o600, .characterDevice(major: 5, minor: 1)))
        }
        if !present.contains("dev/null") {
            entries.append(InitramfsEntry("dev/null", 0o666, .characterDevice(major: 1, minor: 3)))
        }
    }

    private mutating func add(_ path: String, as place: String) throws(ImageError) {
        var status = stat()
        // The directory itself may be a link; those in it are links in the guest.
        guard (place == "." ? stat(path, &status) : lstat(path, &status)) == 0 else {
            throw unreadable(path, SystemError("stat", subject: path))
        }
        let permissions = status.st_mode & 0o7777
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            inputs[path] = FileIdentity(status)
            guard access(path, R_OK | X_OK) == 0 else { throw unreadable(path, SystemError("open", subject: path)) }
            entries.append(InitramfsEntry(place, permissions, .directory))
            for name in FileSystem.names(in: path).sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
                try add(path + "/" + name, as: place == "." ? name : place + "/" + name)
            }
        case S_IFREG:
            inputs[path] = FileIdentity(status)
            guard access(path, R_OK) == 0 else { throw unreadable(path, SystemError("open", subject: path)) }
            entries.append(InitramfsEntry(place, permissions, .file(source: path)))
        case S_IFLNK:
            guard let target = FileSystem.linkTarget(path) else {
                throw unreadable(path, SystemError("readlink", subject: path))
            }
            entries.append(InitramfsEntry(place, 0o777, .symlink(target: target)))
        case S_IFCHR:
            entries.append(
                InitramfsEntry(
                    place, permissions,
                    .characterDevice(major: Self.major(status.st_rdev), minor: Self.minor(status.st_rdev))))
        default:
            throw ImageError(
                .file,
                "\(path) is a block device, a socket or a pipe, which an initramfs made here has not. Remove it: the kernel "
                    + "makes devices itself (mount -t devtmpfs), and programs their sockets and pipes.")
        }
    }

    /// As makedev(3) of glibc packs them, by macros that Swift does not see.
    private static func major(_ device: UInt) -> UInt32 {
        UInt32(truncatingIfNeeded: device >> 8 & 0xFFF | device >> 32 & 0xFFFF_F000)
    }

    private static func minor(_ device: UInt) -> UInt32 {
        UInt32(truncatingIfNeeded: device & 0xFF | device >> 12 & 0xFFFF_FF00)
    }

    private func unreadable(_ path: String, _ cause: SystemError) -> ImageError {
        ImageError(.file, "\(path) cannot be read for the initramfs", cause: cause)
    }
}
