import Glibc
import Host
import Offload

/// A server program that a test runs on 127.0.0.1; it ends with its last reference, and
/// with this process, even if that is killed.
package final class ServerProcess: Sendable {
    private let process: Tethered
    /// Held, so that no other test is given them.
    private let ports: [LoopbackPort]

    /// Starts the program and returns once it listens at its ports; its output goes to a file.
    package init(_ program: String, _ arguments: [String], ports: [LoopbackPort], log: String) async throws {
        self.ports = ports
        let number = try retrying("open", log) { open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) }
        let path = FileSystem.program(program) ?? program
        process = try await Tethered.start(SpawnRequest(path, arguments, output: Descriptor(owning: number)))
        guard try await eventually({ ports.allSatisfy(\.isServed) }) else {
            throw ServerError(what: "\(program) does not listen: \(FileSystem.text(log) ?? "")")
        }
    }

    deinit { process.end() }
}

private struct ServerError: Error, CustomStringConvertible {
    let what: String
    var description: String { what }
}
