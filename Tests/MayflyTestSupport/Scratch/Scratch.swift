import Glibc
import Host

/// A directory of one test's own, gone with its last reference; `MAYFLY_KEEP_SCRATCH=1` keeps it and says where it is.
package final class Scratch: Sendable {
    package let path: String

    /// The name appears in the directory's, so that a kept one can be found.
    package init(_ name: String = "test") {
        // /tmp and nothing longer: sockets lie beneath it.
        var template = Array("/tmp/mayfly-\(name)-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil, "no directory can be made in /tmp")
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        if ProcessEnvironment.current["MAYFLY_KEEP_SCRATCH"] == "1" {
            print("kept \(path)")
        } else {
            try? FileSystem.remove(path)
        }
    }

    /// The path of a name in it.
    package func callAsFunction(_ name: String) -> String { path + "/" + name }

    /// Writes a file, with the directories above it.
    @discardableResult
    package func write(_ name: String, _ text: String, mode: UInt32 = 0o644) throws -> String {
        try write(name, Array(text.utf8), mode: mode)
    }

    @discardableResult
    package func write(_ name: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws -> String {
        let file = self(name)
        if let slash = file.lastIndex(of: "/") { try FileSystem.makeDirectory(String(file[..<slash])) }
        try FileSystem.write(bytes, to: file, mode: mode)
        chmod(file, mode)
        if mode & 0o111 != 0 { Self.awaitLastWriter(of: file) }
        return file
    }

    /// Returns when nobody has the file open for writing. A child that another test has just started has a copy of our
    /// descriptor until it becomes its program, and until then this one is “busy” to whoever would run it (execve(2),
    /// ETXTBSY). Who writes a file keeps others from a lease on it (fcntl(2), F_SETLEASE).
    private static func awaitLastWriter(of file: String) {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let (setLease, readLease) = (Int32(1024), Int32(F_RDLCK))
        while fcntl(descriptor, setLease, readLease) != 0, errno == EAGAIN { sched_yield() }
        _ = fcntl(descriptor, setLease, Int32(F_UNLCK))
    }

    package func text(_ name: String) -> String? { FileSystem.text(self(name)) }
}
