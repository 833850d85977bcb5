import CLinux
import Glibc
import Host
import Offload
import Synchronization

/// A program of a peer with all that it starts: under a subreaper, so that none of it is missed or left.
final class PeerProcess: Sendable {
    /// What the program writes, line by line; for one reader.
    let lines: AsyncStream<String>
    private let handle: ProcessHandle
    private let reaper: Task<Int32, Never>
    private let reader: Task<Void, Never>
    private let tail: Tail
    private let called: ContinuousClock.Instant
    private let childrenBefore: Double
    private let isReaped: Latch

    /// Starts a program, hands it to a body, and ends it with all that it started when the body returns or throws.
    static func with<Value: Sendable>(
        _ launch: PeerLaunch, _ body: (PeerProcess) async throws -> Value
    ) async throws -> Value {
        let process = try await PeerProcess(launch)
        return try await finishing {
            try await body(process)
        } finally: {
            await process.end()
        }
    }

    private init(_ launch: PeerLaunch) async throws {
        var ends: [Int32] = [-1, -1]
        guard mayfly_pipe(&ends) == 0 else { throw SystemError("pipe2") }
        let source = try DescriptorStream(Descriptor(owning: ends[0]))
        let sink = Descriptor(owning: ends[1])
        let command = try launch.supervised()
        let request = SpawnRequest(
            command[0], Array(command.dropFirst()), environment: launch.environment, output: sink, detached: true)
        childrenBefore = ProcessTimes.own.children
        called = .now
        let reaped = Latch()
        isReaped = reaped
        let (statuses, status) = AsyncStream.makeStream(of: Int32.self)
        handle = try await Self.start(request, reaped: reaped, status)
        sink.close()
        reaper = Task.detached {
            for await status in statuses { return status }
            return -1
        }
        let tail = Tail()
        self.tail = tail
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        reader = Task.detached {
            var splitter = LineSplitter()
            while let bytes = try? await source.read(atMost: 64 << 10), !bytes.isEmpty {
                for line in splitter.lines(adding: bytes) {
                    tail.add(line)
                    continuation.yield(line)
                }
            }
            let rest = splitter.finish()
            if !rest.isEmpty { tail.add(rest) }
            continuation.finish()
        }
    }

    /// Starts a program on a thread that lives as long: its end is what the kernel takes for ours.
    private static func start(
        _ request: SpawnRequest, reaped: Latch, _ status: AsyncStream<Int32>.Continuation
    ) async throws -> ProcessHandle {
        try await withCheckedThrowingContinuation { continuation in
            onThread {
                do {
                    let pid = try request.start()
                    // Nobody reaps it but us, so the number is still its own.
                    guard let handle = ProcessHandle(pid: pid, where: { _ in true }) else {
                        throw PeerObstacle("\(request.program) went away at once")
                    }
                    continuation.resume(returning: handle)
                    var word: Int32 = 0
                    while waitpid(pid, &word, 0) == -1 && errno == EINTR {}
                    reaped.set()
                    status.yield(
                        mayfly_exited(word) != 0 ? mayfly_exit_status(word) : 128 + mayfly_term_signal(word))
                } catch {
                    continuation.resume(throwing: error)
                }
                status.finish()
            }
        }
    }

    /// The last lines that the program wrote.
    var output: [String] { tail.lines }
    var hasEnded: Bool { !handle.isAlive }

    /// The exit status, once the program has ended.
    func wait() async throws -> Int32 {
        let reaper = reaper
        return try await joining(Task { await reaper.value })
    }

    /// Time and processor time since the start, with that of our other children (ssh) meanwhile.
    func sample() -> PeerSample {
        let wall = (ContinuousClock.now - called).seconds
        let living = isReaped.isSet ? 0 : ProcessTimes.seconds(ofTree: handle.pid)
        return PeerSample(wall: wall, cpu: living + ProcessTimes.own.children - childrenBefore)
    }

    /// Asks the whole group to end, then ends what is left.
    private func end() async {
        let members = isReaped.isSet ? [] : ProcessTimes.tree(of: handle.pid, in: ProcessTimes.all)
        let handles = members.dropFirst().compactMap { member in
            // Asked again with the process in hand: its number may be another's by now.
            ProcessHandle(pid: member.pid) { _ in ProcessTimes.of(member.pid)?.parent == member.parent }
        }
        handle.signal(SIGTERM)
        let handle = handle
        // mmdebstrap takes down its mounts first.
        _ = try? await withDeadline(.seconds(20)) { await handle.wait() }
        for member in handles + ProcessTable.processes(ofSession: handle.pid) { await member.kill() }
        _ = await reaper.value
        reader.cancel()
    }
}

/// Set once.
final class Latch: Sendable {
    private let value = Mutex(false)
    var isSet: Bool { value.withLock { $0 } }
    func set() { value.withLock { $0 = true } }
}

/// The last lines of a program.
private final class Tail: Sendable {
    private let kept = Mutex<[String]>([])
    var lines: [String] { kept.withLock { $0 } }
    func add(_ line: String) { kept.withLock { $0 = $0.suffix(39) + [line] } }
}
