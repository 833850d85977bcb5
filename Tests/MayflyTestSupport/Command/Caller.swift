import CLinux
import Glibc
package import Host
import Offload
import Synchronization

/// A child of the test's that runs a command, with what it says on both streams.
package final class Caller: Sendable {
    package let process: ProcessHandle
    private let said = Mutex("")
    private let reading: Mutex<Task<Void, Never>?>

    package init(_ command: [String], environment: [String: String]) throws {
        var ends: [Int32] = [-1, -1]
        guard mayfly_pipe(&ends) == 0 else { throw SystemError("pipe2") }
        let source = try DescriptorStream(Descriptor(owning: ends[0]))
        let sink = Descriptor(owning: ends[1])
        let program = FileSystem.program(command[0]) ?? command[0]
        let pid = try SpawnRequest(
            program, Array(command.dropFirst()), environment: environment, output: sink
        ).start()
        sink.close()
        guard let process = ProcessHandle(pid: pid, where: { _ in true }) else { throw SystemError("pidfd_open") }
        self.process = process
        reading = Mutex(nil)
        let task = Task { [self] in
            while let bytes = try? await source.read(atMost: 16 << 10), !bytes.isEmpty {
                said.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }
        }
        reading.withLock { $0 = task }
    }

    package var output: String { said.withLock { $0 } }

    /// Waits until the output holds these words; false when it ends without.
    package func says(_ words: String, within limit: Duration = .seconds(180)) async throws -> Bool {
        let found = try await eventually(within: limit) { output.contains(words) || !process.isAlive }
        return found && output.contains(words)
    }

    package func signal(_ number: Int32) { process.signal(number) }

    /// Waits for its end, and that of its output: 128 + N when signal N ended it.
    package func end() async -> Int32 {
        await process.wait()
        var status: Int32 = 0
        waitpid(process.pid, &status, 0)
        await reading.withLock { $0 }?.value
        return mayfly_exited(status) != 0 ? mayfly_exit_status(status) : 128 + mayfly_term_signal(status)
    }
}
