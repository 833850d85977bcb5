import Glibc
import Offload
import Wire

/// A file that is being written: it has no name, or a temporary one where the file system knows no files without, until
/// it is whole. A file without a name is gone with its process, however that ends.
struct UnfinishedFile: Sendable {
    let descriptor: Descriptor
    let entry: TreeEntry
    let path: String
    private let directory: Int32
    private let temporary: String?

    /// O_TMPFILE, which is not imported; the same on every architecture but for O_DIRECTORY.
    private static let nameless = 0o20_000_000 | O_DIRECTORY

    /// `directory` must stay open. With `named` it has a temporary name from the beginning.
    init(in directory: Int32, for entry: TreeEntry, path: String, named: Bool = false) throws(SystemError) {
        self.directory = directory
        self.entry = entry
        self.path = path
        let raw = named ? -1 : openat(directory, ".", O_WRONLY | O_CLOEXEC | Self.nameless, 0o600)
        if raw >= 0 {
            let descriptor = Descriptor(owning: raw)
            // Its name will be given by way of /proc.
            if access(Self.link(to: raw), F_OK) == 0 {
                self.descriptor = descriptor
                temporary = nil
                return
            }
        }
        let name = temporaryName()
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        descriptor = Descriptor(owning: try retrying("open", path) { openat(directory, name, flags, 0o600) })
        temporary = name
    }

    func write(_ bytes: [UInt8]) throws(SystemError) {
        var written = 0
        let raw = descriptor.raw
        while written < bytes.count {
            let start = written
            written += try retrying("write", path) {
                bytes.withUnsafeBytes { buffer in
                    let rest = UnsafeRawBufferPointer(rebasing: buffer[start...])
                    return Glibc.write(raw, rest.baseAddress, rest.count)
                }
            }
        }
    }

    /// Gives it its name, in place of what had it.
    func publish(as name: [UInt8]) throws(SystemError) {
        defer { descriptor.close() }
        if let temporary { return try rename(temporary, to: name, in: directory, path) }
        let final = (name + [0]).map { CChar(bitPattern: $0) }
        let link = Self.link(to: descriptor.raw)
        if linkat(AT_FDCWD, link, directory, final, AT_SYMLINK_FOLLOW) == 0 { return }
        guard errno == EEXIST else { throw SystemError("link", subject: path) }
        // A link replaces nothing, a rename does.
        let temporary = temporaryName()
        try retrying("link", path) { linkat(AT_FDCWD, link, directory, temporary, AT_SYMLINK_FOLLOW) }
        try rename(temporary, to: name, in: directory, path)
    }

    func abandon() {
        if let temporary { unlinkat(directory, temporary, 0) }
        descriptor.close()
    }

    private static func link(to raw: Int32) -> String { "/proc/self/fd/\(raw)" }
}

/// Gives a temporary name's object its own name; on failure it is removed.
func rename(_ temporary: String, to name: [UInt8], in directory: Int32, _ path: String) throws(SystemError) {
    let final = (name + [0]).map { CChar(bitPattern: $0) }
    if renameat(directory, temporary, directory, final) == 0 { return }
    let error = SystemError("rename", subject: path)
    unlinkat(directory, temporary, 0)
    throw error
}

func temporaryName() -> String {
    ".mayfly-" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
}
