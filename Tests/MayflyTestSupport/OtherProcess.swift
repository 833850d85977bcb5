import CLinux
import Glibc
package import Host
import Offload
import Synchronization

/// A process of its own, `host-test-parent`, and what it says.
package final class OtherProcess: Sendable {
    package let process: ProcessHandle
    private let said = Mutex("")
    private let reading = Mutex<Task<Void, Never>?>(nil)

    package static let program: String = {
        let own = FileSystem.linkTarget("/proc/self/exe") ?? ""
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/host-test-parent"
    }()

    package convenience init(_ words: String...) throws { try self.init(running: [Self.program] + words) }

    package init(running words: [String], environment: [String: String] = ProcessEnvironment.current) throws {
        var ends: [Int32] = [-1, -1]
        guard mayfly_pipe(&ends) == 0 else { throw SystemError("pipe2") }
        let source = try DescriptorStream(Descriptor(owning: ends[0]))
        let sink = Descriptor(owning: ends[1])
        let pid = try SpawnRequest(words[0], Array(words.dropFirst()), environment: environment, output: sink).start()
        sink.close()
        guard let process = ProcessHandle(pid: pid, where: { _ in true }) else { throw SystemError("pidfd_open") }
        self.process = process
        let task = Task { [self] in
            while let bytes = try? await source.read(atMost: 4096), !bytes.isEmpty {
                said.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
            }
        }
        reading.withLock { $0 = task }
    }

    package var output: String { said.withLock { $0 } }

    package func says(_ words: String) async throws -> Bool {
        let found = try await eventually(within: .seconds(30)) { output.contains(words) || !process.isAlive }
        return found && output.contains(words)
    }

    package func kill() async {
        process.signal(SIGKILL)
        _ = await end()
    }

    /// Waits for its end and the end of its output.
    package func end() async -> Int32 {
        await process.wait()
        var status: Int32 = 0
        waitpid(process.pid, &status, 0)
        await reading.withLock { $0 }?.value
        return mayfly_exited(status) != 0 ? mayfly_exit_status(status) : 128 + mayfly_term_signal(status)
    }
}
