import Fixtures
import Verdicts

/// A machine's console: every line since its start, and waits for what is still to come.
///
/// A wait ends at once when the guest panics, falls into an emergency shell or goes off: what has happened cannot be
/// waited for.
public actor Console {
    private struct Waiter {
        /// Lines before this one do not count.
        let first: Int
        let matches: (String) -> Bool
        let continuation: CheckedContinuation<Result<ConsoleLine, MachineError>, Never>
    }

    private let began = ContinuousClock.now
    private var deadlineScale: Int
    /// Whether the machine has a serial console at all.
    package nonisolated let isRecorded: Bool
    private var splitter = ConsoleLines()
    private var recogniser = ConsoleRecogniser()
    private var partial: ConsoleLine?
    /// Waits for the unfinished line to stand still.
    private var promptRest: Task<Void, Never>?
    private var waiters: [Int: Waiter] = [:]
    private var nextWaiter = 0
    private var ending: MachineError?
    /// The first thing that the kernel has reported since its last start and gone on, with when, and how many came after it.
    private var trouble: (words: String, line: String, time: Duration, more: Int)?
    /// The last line of the boot before this one: what a wait for this boot starts after.
    package private(set) var bootEnd: ConsoleLine?
    private let broadcast = Broadcast<ConsoleLine>(keeping: 10_000)
    private let guestFailed: @Sendable (String) -> Void
    private var listener: (@Sendable ([UInt8]) async -> Void)?

    /// Deadlines are multiplied by `deadlineScale`, the accelerator's; `guestFailed` is told what the console says of the
    /// guest's failures, before anybody is told of later lines.
    package init(
        deadlineScale: Int, isRecorded: Bool = true, guestFailed: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.deadlineScale = deadlineScale
        self.isRecorded = isRecorded
        self.guestFailed = guestFailed
    }

    /// Every complete line from the start (of very many, the last ten thousand), and those to come; ends with the machine.
    public nonisolated var lines: AsyncStream<ConsoleLine> { broadcast.stream() }

    /// The complete lines so far; the oldest of very many are dropped.
    public nonisolated var history: [ConsoleLine] { broadcast.history }

    /// The last lines, the unfinished one included.
    public func tail(_ count: Int = 30) -> [String] {
        (broadcast.history.suffix(count).map(\.text) + [partial?.text].compactMap(\.self).filter { !$0.isEmpty })
            .suffix(count)
    }

    /// The last lines as they were when the guest failed or went off, or as they are while it has not: what a kernel
    /// prints after its reason would push that out.
    package var lastWords: [String] { ending?.consoleTail ?? tail() }

    /// All lines that are kept, and the unfinished one.
    package var text: String {
        broadcast.history.map { $0.text + "\n" }.joined() + (partial?.text ?? "")
    }

    /// Waits for a line, and returns it: one that has already come after `previous` counts too, so nothing is missed.
    /// A line that the guest has not ended counts, as a prompt is one; for a pattern that wants the line's end (`$`) when it
    /// has stood still for 300 ms.
    ///
    /// The deadline is written for KVM and grows with the accelerator. Throws ``MachineError/Code/timedOut`` when it has
    /// passed, ``MachineError/Code/guestFailed`` or ``MachineError/Code/stopped`` as soon as the line cannot come any
    /// more; each carries the console's last lines.
    @discardableResult
    public func expect(
        _ pattern: ConsolePattern, after previous: ConsoleLine? = nil, within deadline: Duration = .seconds(30)
    ) async throws(MachineError) -> ConsoleLine {
        guard isRecorded else {
            throw MachineError(
                .unsupported, "the machine has no serial console (spec.domain.devices.autoattachSerialConsole is false)"
            )
        }
        let limit = deadline * deadlineScale
        let matches = try pattern.matcher()
        let first = previous.map { $0.number + 1 } ?? 0
        if let known = broadcast.history.first(where: { $0.number >= first && matches($0.text) }) { return known }
        if let partial, partial.number >= first, matches(partial.text), matches(partial.text + Self.more) {
            return partial
        }
        if var ending {
            ending.message = "waited for \(pattern) on the console: " + ending.message
            throw ending
        }
        let number = nextWaiter
        nextWaiter += 1
        let alarm = Task {
            try await Task.sleep(for: limit)
            self.fail(number, MachineError(.timedOut, "\(pattern) did not show on the console within \(limit)"))
        }
        defer { alarm.cancel() }
        let result: Result<ConsoleLine, MachineError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiters[number] = Waiter(first: first, matches: matches, continuation: continuation)
                if let partial { offer(partial) }
                if Task.isCancelled { fail(number, MachineError(.cancelled, "cancelled")) }
            }
        } onCancel: {
            Task { await self.fail(number, MachineError(.cancelled, "cancelled")) }
        }
        do throws(MachineError) {
            return try result.get()
        } catch {
            var error = error
            if error.code == .guestFailed || error.code == .stopped {
                error.message = "waited for \(pattern) on the console: " + error.message
            }
            if error.consoleTail.isEmpty { error.consoleTail = tail() }
            throw error
        }
    }

    private func fail(_ number: Int, _ error: MachineError) {
        waiters.removeValue(forKey: number)?.continuation.resume(returning: .failure(error))
    }
}

extension Console {
    /// Whether the guest has said that it goes down by itself.
    package var hasPoweredDown: Bool { ending?.code == .stopped }

    /// How the guest has failed, since its last start.
    package var guestFailure: MachineError? { ending?.code == .guestFailed ? ending : nil }

    /// What has gone wrong in the guest since its last start that did not end it: a stall, a lockup, an oops. It may be why
    /// what is waited for does not come.
    package var troubles: String? {
        guard let trouble else { return nil }
        let more = trouble.more == 0 ? "" : ", and \(trouble.more) more such after it"
        return
            "\(trouble.words) \(Duration.seconds(trouble.time.components.seconds).compactText) after its start, ‘\(trouble.line)’\(more)"
    }

    /// Deadlines of waits to come are multiplied so; what runs the guest may be known only when it runs.
    package func scaleDeadlines(by scale: Int) { deadlineScale = scale }

    /// Has everything that is printed from now on, to the byte; who takes long holds up the reading of the console.
    package func listen(_ listener: @escaping @Sendable ([UInt8]) async -> Void) { self.listener = listener }

    /// Takes what the guest printed.
    package func feed(_ bytes: some Sequence<UInt8> & Sendable) async {
        take(bytes)
        if let listener { await listener(Array(bytes)) }
    }

    private func take(_ bytes: some Sequence<UInt8>) {
        let time = began.duration(to: .now)
        for line in splitter.append(bytes) {
            partial = nil
            publish(ConsoleLine(number: line.number, text: line.text, time: time))
            if let verdict = recogniser.consume(line) { take(verdict) }
        }
        if let line = splitter.partial {
            let shown = ConsoleLine(number: line.number, text: line.text, time: time, isComplete: false)
            partial = shown
            offer(shown)
            if let verdict = recogniser.consume(partial: line) { take(verdict) }
        }
    }

    /// The guest starts again: how the last boot ended says nothing about this one. Returns the last line of that boot.
    @discardableResult
    package func restart() -> ConsoleLine? {
        ending = nil
        trouble = nil
        bootEnd = partial ?? broadcast.history.last
        // A quiet kernel does not tell that it begins.
        recogniser.restart(at: (bootEnd?.number ?? -1) + 1)
        return bootEnd
    }

    /// Nothing more will come: the machine is off.
    package func finish(_ reason: StopReason) {
        if let line = splitter.finish() {
            publish(ConsoleLine(number: line.number, text: line.text, time: began.duration(to: .now)))
        }
        end(.off(reason))
        broadcast.finish()
    }

    private func publish(_ line: ConsoleLine) {
        broadcast.send(line)
        offer(line)
    }

    private func offer(_ line: ConsoleLine) {
        var waits = false
        for (number, waiter) in waiters where line.number >= waiter.first && waiter.matches(line.text) {
            // What is found at a line's end only may be something else when the line goes on: half a number, say.
            guard line.isComplete || waiter.matches(line.text + Self.more) else {
                waits = true
                continue
            }
            waiters[number] = nil
            waiter.continuation.resume(returning: .success(line))
        }
        if waits { offerRested(line) }
    }

    /// A character that no pattern asks for, in the place of the rest of an unfinished line.
    private static let more = "\u{F8FF}"
    /// So long a line stands still that is a prompt, and no line on its way.
    private static let promptRestTime = Duration.milliseconds(300)

    /// Gives an unfinished line to those who want it to end here, when it has stood still.
    private func offerRested(_ line: ConsoleLine) {
        promptRest?.cancel()
        promptRest = Task { [weak self] in
            guard (try? await Task.sleep(for: Self.promptRestTime)) != nil else { return }
            await self?.giveRested(line)
        }
    }

    private func giveRested(_ line: ConsoleLine) {
        guard let partial, partial.number == line.number, partial.text == line.text else { return }
        for (number, waiter) in waiters where line.number >= waiter.first && waiter.matches(line.text) {
            waiters[number] = nil
            waiter.continuation.resume(returning: .success(line))
        }
    }

    private func take(_ verdict: ConsoleVerdict) {
        if verdict.severity == .error || verdict.kind == .rcuStall || verdict.kind == .hungTask {
            if trouble == nil {
                trouble = (verdict.kind.words, verdict.line.text, began.duration(to: .now), more: 0)
            } else {
                trouble?.more += 1
            }
        }
        guard verdict.endsWait else { return }
        let words = "\(verdict.kind.words): \(verdict.reason)"
        let isFailure = verdict.kind != .poweredDown && verdict.kind != .halted
        if isFailure { guestFailed(words) }
        end(MachineError(isFailure ? .guestFailed : .stopped, words))
    }

    private func end(_ error: MachineError) {
        var error = error
        error.consoleTail = tail()
        if ending == nil { ending = error }
        for number in Array(waiters.keys) { fail(number, error) }
    }
}

extension ConsoleVerdict.Kind {
    fileprivate var words: String {
        switch self {
        case .kernelPanic: "the guest's kernel panicked"
        case .initDied: "the guest's init died"
        case .noInit: "the guest's kernel found no init"
        case .noRoot: "the guest's kernel could not mount its root"
        case .lateTimer:
            "the guest's kernel gave up because a busy host gave its processor no time while it tested its timer; add "
                + "no_timer_check to its arguments"
        case .emergencyShell: "the guest fell into an emergency shell"
        case .nothingToBoot: "the firmware found nothing to boot"
        case .poweredDown: "the guest powered down"
        case .halted: "the guest halted"
        case .restarting: "the guest restarts"
        case .oops, .bug, .warning, .lockdep, .kasan, .kcsan, .kfence, .kmsan, .ubsan, .rcuStall, .hungTask,
            .softLockup, .hardLockup, .outOfMemory:
            "the guest's kernel reports \(rawValue)"
        }
    }
}
