import Machines
import Offload

/// Holds the one connection that there can be to a guest's serial console: feeds the machine's console, and is a terminal
/// for who wants to type.
actor ConsoleLink {
    private static let firstPause = Duration.milliseconds(200)
    /// Somebody else on the console has ended ours, and would be thrown off in turn.
    private static let longestPause = Duration.seconds(60)

    private let open: @Sendable () async throws(MachineError) -> any ByteStream
    private let console: Console
    private let guestStarts: @Sendable () async -> Void
    private let clock: any Clock<Duration>
    private var signs = BootSigns()
    private var stream: (any ByteStream)?
    private var terminal: AsyncStream<[UInt8]>.Continuation?
    private var task: Task<Void, Never>?
    private var rest: Task<Void, Never>?
    private var isHurried = false
    private let isOpen = Broadcast<Void>(keeping: 1)

    init(
        console: Console, clock: any Clock<Duration>, guestStarts: @escaping @Sendable () async -> Void,
        open: @escaping @Sendable () async throws(MachineError) -> any ByteStream
    ) {
        self.console = console
        self.clock = clock
        self.guestStarts = guestStarts
        self.open = open
    }

    /// Opens the console, and again whenever it is lost.
    func start() {
        guard task == nil else { return }
        task = Task { [weak self] in
            var pause = Self.firstPause
            while !Task.isCancelled {
                if await self?.read() == true { pause = Self.firstPause }
                guard let hurried = await self?.rest(for: pause) else { return }
                // The try that comes now may be refused once more: that is no reason to rest long.
                pause = hurried ? Self.firstPause : min(pause * 2, Self.longestPause)
            }
        }
    }

    /// The guest has just been started. KubeVirt refuses the console until then, and what is printed before it is open is
    /// lost: a try that was refused is not rested upon.
    func guestRuns() {
        start()
        guard stream == nil else { return }
        isHurried = true
        rest?.cancel()
    }

    /// Whether there was a reason not to rest, or not to the end.
    private func rest(for pause: Duration) async -> Bool {
        if !isHurried, !Task.isCancelled {
            let rest = Task { [clock] in _ = try? await clock.sleep(for: pause) }
            self.rest = rest
            await rest.value
            self.rest = nil
        }
        defer { isHurried = false }
        return isHurried
    }

    func stop() async {
        task?.cancel()
        rest?.cancel()
        stream?.close()
        await task?.value
        terminal?.finish()
        isOpen.finish()
    }

    /// Returns when the console has been opened once, or cannot be had for now.
    func opened(within limit: Duration) async {
        let openings = isOpen.stream()
        _ = try? await withDeadline(limit, clock: clock) {
            for await _ in openings { return }
        }
    }

    /// The guest is about to be reset.
    func expectBoot() { signs.expectBoot() }

    /// Reads to the end; whether anything came.
    private func read() async -> Bool {
        guard let stream = try? await open() else { return false }
        self.stream = stream
        if Task.isCancelled { stream.close() }
        isOpen.send(())
        var hasRead = false
        while let bytes = try? await stream.read(atMost: 64 << 10), !bytes.isEmpty {
            hasRead = true
            terminal?.yield(bytes)
            await feed(bytes)
        }
        stream.close()
        self.stream = nil
        return hasRead
    }

    /// Line by line where a guest starts again: what belongs to the next boot counts for that.
    private func feed(_ bytes: [UInt8]) async {
        var rest = bytes[...]
        var plain: [UInt8] = []
        while !rest.isEmpty {
            let end = rest.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? rest.endIndex
            let line = rest[..<end]
            rest = rest[end...]
            switch signs.take(line) {
            case nil: plain += line
            case .ends?:
                await console.feed(plain + line)
                plain = []
                await guestStarts()
            case .begins?:
                await console.feed(plain)
                plain = Array(line)
                await guestStarts()
            }
        }
        if !plain.isEmpty { await console.feed(plain) }
    }

    /// What is printed from now on, and a way to type.
    func attach() async throws(MachineError) -> any GuestConnection {
        guard terminal == nil else {
            throw MachineError(.unsupported, "another terminal is on the machine's console; leave it there first (^])")
        }
        let (output, sink) = AsyncStream<[UInt8]>.makeStream()
        terminal = sink
        start()
        if stream == nil {
            for await _ in isOpen.stream() where stream != nil { break }
            guard !Task.isCancelled else {
                detach()
                throw MachineError(.cancelled, "cancelled while the console was opened")
            }
        }
        return ClusterTerminal(link: self, output: output)
    }

    fileprivate func type(_ bytes: [UInt8]) async throws(MachineError) {
        guard let stream else { throw MachineError(.channelLost, "the console is closed for now; try again") }
        do throws(SystemError) { try await stream.write(bytes) } catch {
            throw MachineError(.channelLost, "the console was closed", cause: error)
        }
    }

    fileprivate func detach() {
        terminal?.finish()
        terminal = nil
    }
}

/// The serial console as a terminal.
private struct ClusterTerminal: GuestConnection {
    let link: ConsoleLink
    let output: AsyncStream<[UInt8]>

    func read() async throws(MachineError) -> [UInt8] {
        for await bytes in output { return bytes }
        return []
    }

    func write(_ bytes: [UInt8]) async throws(MachineError) { try await link.type(bytes) }
    /// A serial line has no end of input: nothing more is typed, and what the guest prints still comes.
    func closeWriting() async throws(MachineError) {}
    func close() async { await link.detach() }
}
