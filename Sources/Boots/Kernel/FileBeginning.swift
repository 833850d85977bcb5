import CLinux
import Glibc
import Host
import Machines
import Offload

/// So many of a file's first bytes as there are, at most this many. Of a pipe without a writer there are none.
func beginning(of path: String, _ most: Int) throws(SystemError) -> [UInt8] {
    let file = Descriptor(
        owning: try retrying("open", path) { open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) })
    var bytes = [UInt8](repeating: 0, count: most)
    let count = try retrying("read", path) { read(file.raw, &bytes, bytes.count) }
    return Array(bytes.prefix(count))
}

/// Refuses what is there and can be no file that is read: opening a pipe would wait for whoever writes to it, for ever.
func checkIsFile(_ path: String, _ what: String) throws(MachineError) {
    guard let status = FileSystem.statusFollowingLinks(path) else {
        throw MachineError(.invalidInput, "there is no \(what) at \(path): \(String(cString: strerror(errno)))")
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw MachineError(.invalidInput, "the \(what) \(path) is a directory; name a file")
    default:
        throw MachineError(
            .invalidInput,
            "the \(what) \(path) is a pipe, a socket or a device, and QEMU opens it by its name; name a file")
    }
}
