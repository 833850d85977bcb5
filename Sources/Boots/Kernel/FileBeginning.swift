import Glibc
import Offload

/// So many of a file's first bytes as there are, at most this many.
func beginning(of path: String, _ most: Int) throws(SystemError) -> [UInt8] {
    let file = Descriptor(owning: try retrying("open", path) { open(path, O_RDONLY | O_CLOEXEC) })
    var bytes = [UInt8](repeating: 0, count: most)
    let count = try retrying("read", path) { read(file.raw, &bytes, bytes.count) }
    return Array(bytes.prefix(count))
}
