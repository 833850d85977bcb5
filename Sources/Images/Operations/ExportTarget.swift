import CLinux
import Glibc
import Host
import Offload

/// A file that is going to be at a path, in a hidden directory beside it until it is whole.
struct ExportTarget: Sendable {
    /// The hidden directory of one export, whose lock tells that it is under way.
    final class Draft: Sendable {
        let file: String
        private let lock: FileLock

        fileprivate init(_ lock: FileLock) { (self.lock, file) = (lock, lock.path + "/disk") }

        func remove() {
            try? FileSystem.remove(lock.path)
            lock.release()
        }
    }

    let path: String
    private let directory: String
    private static let hidden = ".mayfly-export"

    init(_ path: String) {
        let here = path.hasPrefix("/") ? nil : getcwd(nil, 0)
        defer { free(here) }
        self.path = here.map { String(cString: $0) + "/" + path } ?? path
        let slash = self.path.lastIndex(of: "/") ?? self.path.startIndex
        directory = String(self.path[..<slash])
    }

    /// Makes the hidden directory, and removes those of exports that were killed. It blocks.
    func begin() throws(ImageError) -> Draft {
        FileSystem.sweepUnfinished(in: directory.isEmpty ? "/" : directory) { $0 == Self.hidden }
        do throws(SystemError) {
            while true {
                let random = String(UInt64.random(in: 0 ... .max), radix: 36)
                let place = "\(directory)/\(Self.hidden)\(FileSystem.unfinished)\(random)"
                try retrying("mkdir", place) { mkdir(place, 0o700) }
                // Another export that sweeps may come between the two calls.
                if let lock = try? FileLock.trying(existing: place), lock.isLinked { return Draft(lock) }
            }
        } catch {
            throw Self.failure(path, error)
        }
    }

    func check(replacing: Bool) throws(ImageError) {
        guard access(directory.isEmpty ? "/" : directory, W_OK | X_OK) == 0 else {
            throw ImageError(
                .file, "\(path) cannot be written: make its directory, or name another that you may write",
                cause: SystemError("access", subject: directory))
        }
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        if status.st_mode & S_IFMT == S_IFDIR {
            throw ImageError(.exists, "\(path) is a directory; name a file in it")
        }
        guard replacing, status.st_mode & S_IFMT == S_IFREG else {
            throw ImageError(.exists, "\(path) is there already; name another file, or replace it with --force")
        }
    }

    func publish(_ draft: Draft, replacing: Bool) throws(ImageError) {
        let draft = draft.file
        do throws(SystemError) {
            let file = Descriptor(
                owning: try retrying("open", draft) { open(draft, O_RDONLY | O_CLOEXEC | O_NOFOLLOW) })
            try retrying("fsync", draft) { fsync(file.raw) }
            // A second name never replaces a file that somebody made meanwhile; not every file system has them.
            if !replacing, link(draft, path) == 0 { return }
            try check(ifThere: replacing)
            try retrying("rename", path) { rename(draft, path) }
        } catch {
            throw Self.failure(path, error)
        }
    }

    private static func failure(_ path: String, _ error: SystemError) -> ImageError {
        ImageError(
            error.number == ENOSPC || error.number == EDQUOT ? .noSpace : error.number == EEXIST ? .exists : .file,
            "\(path) cannot be written", cause: error)
    }

    private func check(ifThere replacing: Bool) throws(SystemError) {
        if !replacing, FileSystem.exists(path) { throw SystemError("link", subject: path, number: EEXIST) }
    }
}
