import Archive
import Glibc
import Host
import Offload

/// Files of the host that go into the disk.
enum HostFile {
    /// A regular file that can be read, or why not.
    @discardableResult
    static func check(_ path: String) throws(CustomizeError) -> UInt32 {
        var status = stat()
        guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
            throw CustomizeError(
                .input,
                "\(path) cannot be read on this host: \(String(cString: strerror(errno))). A relative path starts "
                    + "at the fixture's own directory.")
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CustomizeError(.input, "\(path) is not a file of this host")
        }
        return UInt32(status.st_mode) & 0o7777
    }

    static func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

    /// Writes a tree as an archive without a name, and returns what is open. Everything in it is root's, and of no
    /// particular time: who builds an image, and when, does not matter. It blocks.
    static func archive(
        _ source: String, as name: String, in directory: String
    ) throws(CustomizeError) -> Descriptor {
        do {
            let file = Descriptor(
                owning: try retrying("open", directory) { open(directory, O_RDWR | __O_TMPFILE | O_CLOEXEC, 0o600) })
            let archive = try ArchiveWriter(to: file.raw, named: "the copy of \(source)", format: .tar)
            try append(source, as: name, to: archive, depth: 0)
            try archive.close()
            return file
        } catch let error as CustomizeError {
            throw error
        } catch {
            throw CustomizeError(.input, "\(source) cannot be copied", cause: error)
        }
    }

    /// Deeper trees are loops or mistakes.
    private static let deepest = 64

    private static func append(_ source: String, as name: String, to archive: ArchiveWriter, depth: Int) throws {
        var status = stat()
        guard lstat(source, &status) == 0 else {
            throw CustomizeError(
                .input, "\(source) cannot be read on this host: \(String(cString: strerror(errno)))")
        }
        // The tree itself may be named by a link.
        if depth == 0, status.st_mode & S_IFMT == S_IFLNK { stat(source, &status) }
        let permissions = UInt32(status.st_mode) & 0o7777
        switch status.st_mode & S_IFMT {
        case S_IFREG: try archive.append(file: name, contentsOf: source, permissions: permissions)
        case S_IFLNK:
            let target = try target(of: source)
            try archive.append(ArchiveEntry(path: name, kind: .symlink(target: target), permissions: 0o777))
        case S_IFDIR:
            guard depth < deepest else { throw CustomizeError(.input, "\(source) is too deep in its tree") }
            try archive.append(ArchiveEntry(path: name, kind: .directory, permissions: permissions))
            for child in FileSystem.names(in: source).sorted() {
                try append("\(source)/\(child)", as: "\(name)/\(child)", to: archive, depth: depth + 1)
            }
        default:
            throw CustomizeError(
                .input, "\(source) is neither a file nor a directory nor a link, and cannot be copied into a disk")
        }
    }

    private static func target(of path: String) throws(SystemError) -> String {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.assumingMemoryBound(to: CChar.self).baseAddress.map { readlink(path, $0, bytes.count) } ?? -1
        }
        guard count >= 0 else { throw SystemError("readlink", subject: path) }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
