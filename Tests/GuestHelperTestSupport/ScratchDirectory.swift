import Glibc
import Synchronization

/// A directory of its own for one test; removed with its last reference, or when the process ends.
package final class ScratchDirectory: Sendable {
    package let path: String

    /// Those that are there. What a connection's end still holds, some milliseconds after the last test, is never let go.
    private static let existing = Mutex<Set<String>>([])
    private static let owner = getpid()
    private static let removesAtExit: Void = {
        _ = owner
        // Tests of other targets fork children that exit: only the test process itself cleans up.
        atexit { if getpid() == ScratchDirectory.owner { ScratchDirectory.removeAll() } }
    }()

    private static func removeAll() { for path in existing.withLock({ $0 }) { remove(path) } }

    package init() {
        Self.removesAtExit
        var template = Array("/tmp/mayfly-test-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil)
        let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        self.path = path
        Self.existing.withLock { _ = $0.insert(path) }
    }

    deinit {
        Self.remove(path)
        Self.existing.withLock { _ = $0.remove(path) }
    }

    package func callAsFunction(_ name: String) -> String { path + "/" + name }

    package func write(_ name: String, _ text: String, mode: UInt32 = 0o644) {
        let file = open(self(name), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        precondition(file >= 0)
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
        fchmod(file, mode)
        close(file)
    }

    /// Removes a tree whose names need not be UTF-8.
    private static func remove(_ path: UnsafePointer<CChar>, in parent: Int32 = AT_FDCWD) {
        if unlinkat(parent, path, 0) == 0 { return }
        fchmodat(parent, path, 0o700, 0)
        guard let directory = fdopendir(openat(parent, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)) else {
            return
        }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            withUnsafeBytes(of: &entry.pointee.d_name) { name in
                guard let name = name.bindMemory(to: CChar.self).baseAddress else { return }
                if strcmp(name, ".") != 0, strcmp(name, "..") != 0 { remove(name, in: dirfd(directory)) }
            }
        }
        unlinkat(parent, path, AT_REMOVEDIR)
    }
}
