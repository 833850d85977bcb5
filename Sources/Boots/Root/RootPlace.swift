import CLinux
import Glibc
import Host
import Machines

/// What a root's path means: a directory or a file, behind all links.
package struct RootPlace: Sendable, Hashable {
    /// What stands for the host's own root.
    package static let host = "host"

    /// What a running system keeps to itself, and a guest has of its own.
    static let ofItsOwn = ["/proc", "/sys", "/dev", "/run", "/tmp"]

    /// Whether what has this path on the host is not to be found in a guest that has the host's root.
    package static func isHidden(_ path: String) -> Bool {
        ofItsOwn.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    let path: String
    let isDirectory: Bool
    /// Whether it is the host's own root, by whatever name.
    let isHosts: Bool

    init(_ name: String) throws(MachineError) {
        let text = realpath(name == Self.host ? "/" : name, nil)
        defer { free(text) }
        guard let real = text.map({ String(cString: $0) }), let status = FileSystem.status(real) else {
            throw MachineError(.invalidInput, "the root \(name) is not there: \(String(cString: strerror(errno)))")
        }
        path = real
        switch status.st_mode & S_IFMT {
        case S_IFDIR: isDirectory = true
        case S_IFREG: isDirectory = false
        default: throw MachineError(.invalidInput, "the root \(name) is neither a directory nor a disk image")
        }
        let own = FileSystem.status("/")
        isHosts = own?.st_dev == status.st_dev && own?.st_ino == status.st_ino
    }
}
