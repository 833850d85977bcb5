package import Machines
package import Verdicts

/// The course of one boot, as a state machine: it is told what happens, and says what is to be done.
package struct BootCourse: Sendable {
    package enum Event: Sendable {
        case console([UInt8])
        /// The guest's helper answers.
        case up
        /// The guest's helper will not answer any more.
        case unreachable(MachineError)
        /// The command wrote this to its standard output.
        case output([UInt8])
        case exited(Int32)
        /// The command could not be run, or what became of it is not known.
        case commandFailed(MachineError)
        /// The guest started again.
        case reset
        case off(StopReason)
        case alarm(Alarm)
    }

    package enum Alarm: Sendable, Hashable {
        case timeout
        /// Of the expectation with this number.
        case expectation(Int)
        /// A report has begun with this line, and has had its time.
        case report(Int)
        /// What has happened has had its time to be explained.
        case explanation
    }

    package enum Action: Sendable, Hashable {
        case set(Alarm, Duration)
        case tell(BootNotice)
        case runCommand
        case finish

        var isWord: Bool { if case .tell = self { true } else { false } }
    }

    /// A report's lines come in one go; what has not come by then does not come.
    package static let patience = Duration.milliseconds(500)

    /// A kernel that warns for ever must not fill our memory.
    static let mostReports = 1000

    let boot: Boot
    let policy: VerdictPolicy
    var reader = ConsoleReader()
    var watch: ExpectationWatch
    var results: OutputResults
    /// The lines of the reports that were told of last, so that none is told twice.
    var told: [Int] = []
    var failures: [ConsoleVerdict] = []
    var status: Int32?
    var lateness: String?
    /// Why nothing can be said of the boot.
    var failure: MachineError?
    /// What happened to the machine; counts where the kernel said no word of its end.
    var sudden: String?
    var isUp = false
    var isOver = false
    /// What the boot has said of itself; of a storm of reports the first ones.
    package internal(set) var verdicts: [ConsoleVerdict] = []
    /// How many reports were told and not kept.
    package internal(set) var unkept = 0

    package init(_ boot: Boot) throws(MachineError) {
        self.boot = boot
        policy = try boot.policy()
        watch = try ExpectationWatch(boot.expectations)
        results = OutputResults(isWanted: boot.readsResults)
        try boot.checkRepetition()
        try boot.checkRecording()
        try boot.checkArchitecture()
        try boot.checkMachine()
        try boot.checkBoard()
        try boot.checkCoverage()
        try boot.checkKcov()
        guard boot.hasTools || boot.command.isEmpty && boot.copies.isEmpty else {
            throw MachineError(
                .invalidInput,
                "only a boot with our own initramfs can run a command: it has the helper that does so. "
                    + "Leave the initrd away, or the command")
        }
        guard boot.hasTools || boot.root == nil else {
            throw MachineError(
                .invalidInput,
                "only our own initramfs knows how to use a root beside it. Leave the initramfs away, or have yours mount its "
                    + "root itself")
        }
        guard boot.copies.isEmpty || !boot.command.isEmpty else {
            throw MachineError(
                .invalidInput,
                "files are copied into the guest for a command, and there is none. Add one (such as 'true') behind --, or "
                    + "copy nothing")
        }
    }

    /// The machine starts now.
    package func start() -> [Action] {
        var actions: [Action] = []
        if let limit = boot.timeout { actions.append(.set(.timeout, limit)) }
        for (number, expectation) in boot.expectations.enumerated() {
            if let limit = expectation.limit { actions.append(.set(.expectation(number), limit)) }
        }
        return actions
    }

    package mutating func handle(_ event: Event) -> [Action] {
        guard !isOver else {
            // It ends; what the console says until then is still told.
            if case .console(let bytes) = event { return read(bytes).filter(\.isWord) }
            return []
        }
        let actions = act(on: event)
        isOver = actions.contains(.finish)
        return actions
    }

    private mutating func act(on event: Event) -> [Action] {
        switch event {
        case .console(let bytes): return read(bytes)
        case .up: return up()
        case .unreachable(let error): return unreachable(error)
        case .output(let bytes): return results.feed(bytes).map { .tell(.test($0)) }
        case .exited(let status):
            self.status = status
            return [.finish]
        case .commandFailed(let error):
            failure = failure ?? error
            // The kernel's end may be the reason, and a moment away.
            return error.code == .commandNotStarted ? [.finish] : [.set(.explanation, Self.patience)]
        case .reset:
            sudden =
                boot.board == nil
                ? "the machine was reset, and nothing on the console says why: a triple fault, or the firmware"
                : "the program reset the board"
            return [.finish]
        case .off(let reason):
            take(reason)
            return [.finish]
        case .alarm(let alarm): return ring(alarm)
        }
    }

    private mutating func take(_ reason: StopReason) {
        switch reason {
        case .exited(let status): self.status = status
        case .guestCrashed, .lockedUp: sudden = reason.description
        case .guestShutDown:
            if boot.board != nil { sudden = "the machine went off, and its program told no status" }
        case .ended, .watchdog, .noMemory, .hypervisorDied: failure = failure ?? .off(reason)
        }
    }

    private mutating func up() -> [Action] {
        guard boot.hasTools else { return [] }
        isUp = true
        if !boot.command.isEmpty { return [.runCommand] }
        // Tests that are built in have run by now.
        return boot.awaitsKernelTests && watch.open.isEmpty ? [.finish] : []
    }

    private mutating func unreachable(_ error: MachineError) -> [Action] {
        // Who only watches the console does not need it.
        guard boot.hasTools, !boot.command.isEmpty || boot.awaitsKernelTests else { return [] }
        if error.code == .notReady {
            lateness = "the guest's helper did not answer in time: \(error.message)"
            return [.finish]
        }
        failure = failure ?? error
        return [.set(.explanation, Self.patience)]
    }

    private mutating func ring(_ alarm: Alarm) -> [Action] {
        switch alarm {
        case .timeout:
            lateness = "it took longer than \(boot.timeout ?? .zero)"
            return [.finish]
        case .expectation(let number):
            guard watch.open.contains(number) else { return [] }
            let expectation = watch.expectations[number]
            lateness = "\(expectation.pattern) did not show on the console within \(expectation.limit ?? .zero)"
            return [.finish]
        case .report(let line):
            guard let verdict = reader.verdicts.last(where: { $0.line.number == line }) else { return [] }
            return judge(verdict)
        case .explanation: return [.finish]
        }
    }
}
