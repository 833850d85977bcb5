import Glibc
import Host
import Offload

/// A server program that a test runs on 127.0.0.1; it ends with its last reference.
package final class ServerProcess: Sendable {
    private let pid: Int32
    /// Held, so that no other test is given them.
    private let ports: [LoopbackPort]

    /// Starts the program and returns once it listens at its ports; its output goes to a file.
    package init(_ program: String, _ arguments: [String], ports: [LoopbackPort], log: String) async throws {
        self.ports = ports
        let number = try retrying("open", log) { open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) }
        let path = FileSystem.program(program) ?? program
        pid = try SpawnRequest(path, arguments, output: Descriptor(owning: number), detached: true).start()
        guard try await eventually({ ports.allSatisfy(\.isServed) }) else {
            throw ServerError(what: "\(program) does not listen: \(FileSystem.text(log) ?? "")")
        }
    }

    deinit {
        kill(pid, SIGKILL)
        var status: Int32 = 0
        while waitpid(pid, &status, 0) == -1 && errno == EINTR {}
    }
}

private struct ServerError: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}
