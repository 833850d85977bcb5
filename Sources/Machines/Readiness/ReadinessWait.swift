package import Fixtures
import Lifecycle

/// Waits until every readiness condition holds, or until one cannot hold any more; the same on every back end.
package struct ReadinessWait: Sendable {
    package let conditions: [ReadyCondition]
    /// What deadlines are multiplied with: the accelerator's.
    package let scale: Int
    package let console: Console
    package let events: AsyncStream<MachineEvent>
    /// What happened up to then belongs to an earlier boot of the guest.
    package let since: Duration
    /// The console's last line of an earlier boot.
    package let previous: ConsoleLine?
    package let clock: any Clock<Duration>
    package let probe: any ReadinessProbe
    /// How long one attempt at a port may take, by a clock of its own.
    package var patience = Duration.seconds(10)
    package var patienceClock: any Clock<Duration> = ContinuousClock()

    package init(
        _ conditions: [ReadyCondition], scale: Int, console: Console, events: AsyncStream<MachineEvent>,
        since: Duration = .zero, previous: ConsoleLine? = nil, clock: any Clock<Duration> = ContinuousClock(),
        probe: any ReadinessProbe
    ) {
        self.conditions = conditions
        self.scale = scale
        self.console = console
        self.events = events
        self.since = since
        self.previous = previous
        self.clock = clock
        self.probe = probe
    }

    /// What one of the tasks has to tell; a number tells the watches of a condition apart, the first from those after a
    /// reboot.
    enum Report: Sendable {
        case event(Readiness.Event)
        case watched(Int, watch: Int, Readiness.Event)
        case ended(MachineError)
    }

    /// Throws ``MachineError/Code/notReady`` when a deadline has passed, ``MachineError/Code/guestFailed`` or
    /// ``MachineError/Code/stopped`` as soon as the guest cannot get ready any more; each says how far it came.
    package func run() async throws(MachineError) {
        var course = Course(Readiness(conditions, scale: scale))
        let (reports, sink) = AsyncStream<Report>.makeStream()
        perform(&course, course.readiness.start(), sink)
        if course.outcome == nil {
            course.others.append(Task { await followEvents(sink) })
            for await report in reports {
                handle(report, &course, sink)
                if course.outcome != nil { break }
            }
        }
        // What a watch started in the guest is ended before this returns.
        await course.end()
        // A way in that was open before still is, in a guest that has panicked since.
        if course.outcome == .ready, let failure = await console.guestFailure { throw failure }
        if course.outcome == .ready { return }
        guard case .failed(let reason)? = course.outcome, !Task.isCancelled else {
            throw MachineError(.cancelled, "cancelled while it got ready")
        }
        let ending = course.ending
        var tail = ending?.consoleTail ?? []
        if tail.isEmpty { tail = await console.lastWords }
        // It is long gone from the last lines then.
        let troubles = ending == nil ? await console.troubles.map { "\n  meanwhile \($0)" } : nil
        var error = MachineError(
            ending?.code ?? .notReady, reason + (troubles ?? ""), consoleTail: tail, cause: ending?.cause)
        error.stopReason = ending?.stopReason
        throw error
    }

    /// The wait with the tasks that are under way.
    private struct Course {
        var readiness: Readiness
        var outcome: Readiness.Outcome?
        var ending: MachineError?
        var watches: [Int: (number: Int, task: Task<Void, Never>)] = [:]
        /// Clocks, and watches that were told to stop.
        var others: [Task<Void, Never>] = []
        var count = 0

        init(_ readiness: Readiness) {
            self.readiness = readiness
        }

        func end() async {
            let tasks = others + watches.values.map(\.task)
            for task in tasks { task.cancel() }
            for task in tasks { await task.value }
        }
    }

    private func handle(_ report: Report, _ course: inout Course, _ sink: AsyncStream<Report>.Continuation) {
        switch report {
        case .event(let event):
            perform(&course, course.readiness.handle(event), sink)
        case .watched(let index, let number, let event):
            // What a watch of an earlier boot saw is over.
            guard course.watches[index]?.number == number else { return }
            perform(&course, course.readiness.handle(event), sink)
        case .ended(let error):
            course.ending = error
            perform(&course, course.readiness.handle(.ended(error.message)), sink)
        }
    }

    private func perform(
        _ course: inout Course, _ actions: [Readiness.Action], _ sink: AsyncStream<Report>.Continuation
    ) {
        for action in actions {
            switch action {
            case .watch(let index):
                course.count += 1
                let number = course.count
                let condition = course.readiness.condition(index)
                let task = Task { await watch(index, number, condition, sink) }
                course.watches[index] = (number, task)
            case .alarm(let index, let time):
                let clock = clock
                course.others.append(
                    Task {
                        do { try await clock.sleep(for: time) } catch { return }
                        sink.yield(.event(.expired(index)))
                    })
            case .stop(let index):
                guard let watch = course.watches.removeValue(forKey: index) else { continue }
                watch.task.cancel()
                course.others.append(watch.task)
            case .finish(let outcome):
                course.outcome = outcome
            }
        }
    }

    /// Tells when the guest starts again, has failed or is off.
    private func followEvents(_ sink: AsyncStream<Report>.Continuation) async {
        for await event in events where event.time >= since {
            switch event.kind {
            case .guestFailed(let words): sink.yield(.ended(MachineError(.guestFailed, words)))
            case .state(.stopped(let reason)):
                sink.yield(.ended(.off(reason, "the machine went off")))
            case .rebooted: sink.yield(.event(.rebooted))
            default: continue
            }
        }
        sink.yield(.ended(MachineError(.stopped, "the machine is gone")))
    }
}
