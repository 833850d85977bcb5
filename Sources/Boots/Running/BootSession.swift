import Machines
import Verdicts

/// Drives one boot: what happens goes to its course, and what that says is done.
actor BootSession {
    private(set) var course: BootCourse
    private let observer: BootObserver
    private let machine: Machine
    private var tasks: [Task<Void, Never>] = []
    /// Those that have not rung, by their numbers.
    private var alarms: [Int: Task<Void, Never>] = [:]
    private var nextAlarm = 0
    private let (ends, ending) = AsyncStream<Void>.makeStream()

    /// The command of a guest to whom nobody may talk.
    private var recorded: RecordedCommand?
    /// How many bytes the console has brought.
    private var printed = 0
    /// How many of them the boot's end needed, where the console brought it; all where the guest went off.
    private(set) var decisive: Int?

    init(_ course: BootCourse, _ machine: Machine, _ observer: BootObserver) {
        if course.boot.hasTools, course.boot.isExact {
            recorded = RecordedCommand(course.boot.command)
        }
        (self.course, self.machine, self.observer) = (course, machine, observer)
    }

    /// The machine runs: its clocks start, and who waits for it.
    func begin() async {
        await perform(course.start())
        let machine = machine
        tasks.append(Task { await self.follow(machine.events) })
        // Nobody talks to a guest whose runs are the same.
        guard !course.boot.isExact else { return }
        tasks.append(
            Task {
                do throws(MachineError) {
                    try await machine.waitUntilReady()
                    // The helper has a port of its own, and the kernel's results are on the console.
                    await self.catchUp()
                    if Task.isCancelled { return }
                    await self.take(.up)
                } catch {
                    await self.take(.unreachable(error))
                }
            })
    }

    /// Returns when the course is over, or the task was cancelled.
    func wait() async {
        for await _ in ends { return }
    }

    /// Returns when the console has what the guest has printed by now, or the task was cancelled: who is shown the console
    /// may take as long as he likes. What is unread when the machine goes is lost.
    func catchUp(within limit: Duration? = nil) async {
        let machine = machine
        let (ends, ending) = AsyncStream<Void>.makeStream()
        Task {
            await machine.driver.consoleCaughtUp()
            ending.finish()
        }
        let alarm = limit.map { limit in
            Task {
                try? await Task.sleep(for: limit)
                ending.finish()
            }
        }
        for await _ in ends {}
        alarm?.cancel()
    }

    /// Has all that it started end.
    func cancel() {
        for task in tasks + alarms.values { task.cancel() }
    }

    /// Returns when it has ended. A dead guest ends nothing by itself: call it when the machine is gone.
    func join() async {
        for task in tasks + alarms.values { await task.value }
    }

    /// The console is over: what is unfinished on it ends here. Call it when the machine is gone.
    func close() async -> BootCourse {
        await perform(course.close())
        return course
    }

    /// What the boot would come to if nothing else came; nil when nothing could be said of it.
    var prospect: BootEnd? {
        var course = course
        _ = course.close()
        return try? course.end()
    }

    func take(_ event: BootCourse.Event) async { await perform(course.handle(event)) }

    /// What the guest printed: judged at once, shown, and then what it means.
    func console(_ bytes: [UInt8]) async {
        var actions: [BootCourse.Action] = []
        // How many bytes come at once is the host's matter, and no run shall end with another one than the others.
        if course.boot.isExact {
            for byte in bytes { actions += read([byte]) }
        } else {
            actions = read(bytes)
        }
        if actions.contains(.finish) { ending.finish() }
        await observer.console(bytes)
        await perform(actions)
    }

    private func read(_ bytes: [UInt8]) -> [BootCourse.Action] {
        var actions = course.handle(.console(bytes))
        if let status = recorded?.feed(bytes) { actions += course.handle(.exited(status)) }
        printed += bytes.count
        if decisive == nil, actions.contains(.finish) { decisive = printed }
        return actions
    }

    private func follow(_ events: AsyncStream<MachineEvent>) async {
        for await event in events {
            switch event.kind {
            case .rebooted:
                // libvirt tells of it on a way of its own; the kernel's last words may still be unread.
                await catchUp()
                await take(.reset)
            case .state(.stopped(let reason)):
                if [.guestShutDown, .guestCrashed].contains(reason), decisive == nil { decisive = .max }
                await take(.off(reason))
            default: continue
            }
        }
    }

    private func perform(_ actions: [BootCourse.Action]) async {
        // Clocks before words: telling may take as long as a reader likes.
        for case .set(let alarm, let time) in actions { set(alarm, time) }
        for action in actions {
            switch action {
            case .set: continue
            case .tell(let notice): await observer.notice(notice)
            case .runCommand: tasks.append(Task { await self.runCommand() })
            case .finish: ending.finish()
            }
        }
    }

    private func set(_ alarm: BootCourse.Alarm, _ time: Duration) {
        let number = nextAlarm
        nextAlarm += 1
        alarms[number] = Task {
            do { try await Task.sleep(for: time) } catch { return }
            await self.take(.alarm(alarm))
            self.alarms[number] = nil
        }
    }

    private func runCommand() async {
        let (boot, machine) = (course.boot, machine)
        do {
            for copy in boot.copies { try await machine.copyIn(copy.source, to: copy.destination) }
            let words = boot.launch
            let command = Command(words[0], Array(words.dropFirst()), workingDirectory: boot.commandDirectory)
            let end = try await machine.timeline.measure(.command) {
                try await run(command)
            }
            // What the kernel said while the command ran came before its end.
            await machine.driver.consoleCaughtUp()
            await take(.exited(end.shellStatus))
        } catch {
            await take(.commandFailed(.wrapping(error, .channelLost, "the command's end is not known")))
        }
    }

    private func run(_ command: Command) async throws -> Termination {
        let observer = observer
        return try await machine.withProcess(command) { process in
            async let output: Void = {
                while case let bytes = try await process.readOutput(), !bytes.isEmpty {
                    await observer.output(bytes)
                    await self.take(.output(bytes))
                }
            }()
            async let errors: Void = {
                while case let bytes = try await process.readError(), !bytes.isEmpty {
                    await observer.error(bytes)
                }
            }()
            _ = try await (output, errors)
            return try await process.wait()
        }
    }
}
