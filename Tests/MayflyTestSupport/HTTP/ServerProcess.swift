import CLinux
import Glibc
import Host
import Offload

/// A server program that a test runs on 127.0.0.1; it ends with its last reference.
package final class ServerProcess: Sendable {
    private let pid: Int32

    /// Starts the program and returns once it listens at the port; its output goes to a file.
    package init(_ program: String, _ arguments: [String], port: UInt16, log: String) async throws {
        let number = try retrying("open", log) { open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) }
        let path = FileSystem.program(program) ?? program
        pid = try SpawnRequest(path, arguments, output: Descriptor(owning: number), detached: true).start()
        guard try await eventually({ Self.listens(port) }) else {
            throw ServerError(what: "\(program) does not listen: \(FileSystem.text(log) ?? "")")
        }
    }

    deinit {
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    }

    private static func listens(_ port: UInt16) -> Bool {
        let number = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard number >= 0 else { return false }
        let descriptor = Descriptor(owning: number)
        return withLoopback(port) { connect(descriptor.raw, $0, $1) == 0 }
    }

    /// A port that was free a moment ago.
    package static func freePort() throws -> UInt16 {
        let number = try retrying("socket") { socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0) }
        let descriptor = Descriptor(owning: number)
        try retrying("bind") { withLoopback(0) { bind(descriptor.raw, $0, $1) } }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor.raw, $0, &size) }
        }
        guard result == 0 else { throw SystemError("getsockname") }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func withLoopback<Value>(
        _ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Value
    ) -> Value {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}

private struct ServerError: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}
