import CLinux
import Channels
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Offload
import Synchronization

/// A real qemu-ga on a socket of its own; ends with its last reference. Nothing of it may be asked to go down.
final class RunningAgent: Sendable {
    let scratch = ScratchDirectory()
    private let process: pid_t
    private let isCut = Mutex(false)

    init(blocking commands: [String] = []) async throws {
        // Written before there is a child that could hold it open.
        _ = HelperProgram.path
        let words =
            ["/usr/sbin/qemu-ga", "-m", "unix-listen", "-p", scratch("socket"), "-t", scratch.path]
            + (commands.isEmpty ? [] : ["-b", commands.joined(separator: ",")])
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDWR, 0)
        posix_spawn_file_actions_addopen(&actions, 1, scratch("log"), O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A thread of the pool blocks signals, and what it starts would too.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        // A group of its own, so that what it started for us ends with it.
        posix_spawnattr_setpgroup(&attributes, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP))
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var started: pid_t = 0
        let failure = posix_spawn(&started, words[0], &actions, &attributes, &arguments, environ)
        guard failure == 0 else { throw SystemError("posix_spawn", subject: words[0], number: failure) }
        process = started
    }

    deinit { cut() }

    func cut() {
        let first = isCut.withLock { isCut in
            defer { isCut = true }
            return !isCut
        }
        guard first else { return }
        kill(-process, SIGKILL)
        waitpid(process, nil, 0)
    }

    /// Lines of JSON over the agent's socket.
    func transport() async throws -> any AgentTransport {
        let path = scratch("socket")
        _ = try await eventually { names(of: self.scratch.path).contains("socket") }
        while true {
            if let stream = try? await UnixSocket.connect(to: path) { return AgentSocket(stream, of: self) }
            try await Task.sleep(for: .milliseconds(5))
        }
    }
}

/// An agent's socket as a transport.
final class AgentSocket: AgentTransport {
    private let stream: DescriptorStream
    /// Lives as long as it is in use.
    private let agent: RunningAgent

    init(_ stream: DescriptorStream, of agent: RunningAgent) {
        self.stream = stream
        self.agent = agent
    }

    func call(_ json: String, within limit: Duration) async throws(MachineError) -> String {
        let stream = stream
        do {
            return try await withDeadline(limit) {
                try await stream.write(Array((json + "\n").utf8))
                var bytes: [UInt8] = []
                while bytes.last != 10 {
                    let part = try await stream.read(atMost: 65536)
                    if part.isEmpty { throw SystemError("read", number: EPIPE) }
                    bytes += part
                }
                return String(decoding: bytes, as: UTF8.self)
            }
        } catch is DeadlineExceeded {
            throw MachineError(.timedOut, "the guest agent did not answer within \(limit)")
        } catch {
            throw MachineError(.channelLost, "the guest agent is gone: \(error)")
        }
    }
}
