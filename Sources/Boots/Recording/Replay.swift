package import Fixtures
import KubeVirt
package import Machines
import Offload
import Synchronization
import Verdicts

/// A recorded boot, run again.
package struct Replay: Sendable {
    /// What it came to.
    package enum End: Sendable, Hashable {
        /// The console was the recorded one, to the byte: so many.
        case same(bytes: Int)
        /// It was not, from this line on.
        case differs(ConsoleDifference)
        /// It stands before or behind this instruction, where it was to be stopped.
        case stopped(instruction: Int64)
        /// Somebody who looked with gdb ended it before the recording was over; until then the console was the recorded one.
        case ended
        /// It ended without coming to where it was to be stopped.
        case passedBy
    }

    /// Where a run is to be stopped.
    package enum Stop: Sendable {
        /// As soon as the console has shown such a line.
        case line(ConsolePattern)
        /// Before this instruction.
        case instruction(Int64)
    }

    package let recording: Recording
    /// Where the archive was unpacked.
    package let directory: String
    package var stop: Stop?
    /// Whether the machine waits for gdb before its first instruction.
    package var waitsForDebugger = false
    package var hasMonitor = false

    package init(_ recording: Recording, in directory: String) {
        (self.recording, self.directory) = (recording, directory)
    }

    /// The machine that was recorded.
    package var fixture: Fixture {
        var metadata = recording.metadata
        let name = metadata.name ?? "replay"
        metadata.name = nil
        for member in Recording.Member.allCases where recording.digests[member.rawValue] != nil {
            if let key = member.annotation { metadata.annotations?[key] = "\(directory)/\(member.rawValue)" }
        }
        metadata.annotations?[Annotations.recordKey] = nil
        metadata.annotations?[Annotations.replayKey] = directory
        var halts = waitsForDebugger
        if case .instruction? = stop { halts = true }
        metadata.annotations?[Annotations.debuggerKey] =
            (halts ? Debugging.Debugger.wait : Debugging.Debugger.nowait).rawValue
        metadata.annotations?[Annotations.monitorKey] = hasMonitor ? "true" : nil
        return Fixture(
            name: name, template: VirtualMachineInstanceTemplate(metadata: metadata, spec: recording.spec),
            ready: [])
    }

    /// Runs it. `standing` has the machine where it stands, until it returns; what is shown then is not compared any more.
    package func run(
        on provider: any MachineProvider, console recorded: [UInt8], timeline: Timeline = Timeline(),
        observer: BootObserver = BootObserver(), standing: @escaping @Sendable (Machine, Int64) async throws -> Void
    ) async throws -> End {
        if try neverStops(recorded) { return .passedBy }
        let machine = try await provider.create(
            fixture, options: MachineOptions(origin: .boot), timeline: timeline)
        let watch = Mutex(ReplayWatch(recorded: recorded, stop: try pattern()))
        let (stops, stopping) = AsyncStream<Void>.makeStream()
        return try await finishing {
            await machine.console.listen { bytes in
                let finding = watch.withLock { $0.feed(bytes) }
                if finding == .line { stopping.yield() }
                await observer.console(bytes)
                // It need not go off there, and shall not while somebody looks.
                if finding == .end, stop == nil, !waitsForDebugger { stopping.finish() }
            }
            let events = machine.events
            try await machine.start()
            await observer.notice(.access(access(to: machine)))
            if case .instruction(let number)? = stop {
                try await machine.recorded.stop(atInstruction: number)
                try await machine.unpause()
                // It may have stopped before anybody knew that it ran.
                if try await machine.recorded.instruction() >= number { stopping.yield() }
            }
            let follower = Task {
                var hasRun = false
                for await event in events {
                    switch event.kind {
                    case .state(.running): hasRun = true
                    case .state(.paused) where hasRun && isForInstruction: stopping.yield()
                    case .state(.stopped): return stopping.finish()
                    default: continue
                    }
                }
                stopping.finish()
            }
            defer { follower.cancel() }
            for await _ in stops {
                watch.withLock { $0.isOver = true }
                switch await machine.state {
                case .running: try await machine.pause()
                case .stopped: throw Self.tooLate
                default: break
                }
                let instruction = try await machine.recorded.instruction()
                try await standing(machine, instruction)
                return .stopped(instruction: instruction)
            }
            try Task.checkCancellation()
            if stop != nil { return .passedBy }
            return watch.withLock { waitsForDebugger && $0.isCutOff ? .ended : $0.end }
        } finally: {
            await machine.delete()
        }
    }

    /// Whether the run cannot come to where it is to be stopped. QEMU would stand still for ever where the recording is over.
    func neverStops(_ recorded: [UInt8]) throws(MachineError) -> Bool {
        if case .instruction(let number)? = stop, let last = recording.instructions { return number > last }
        guard let matches = try pattern() else { return false }
        var lines = ConsoleLines()
        return !lines.append(recorded).contains { matches($0.text) }
    }

    private static let tooLate = MachineError(
        .invalidInput,
        "the machine went off before it could be stopped there; stop at an earlier line, or by "
            + "--stop-at-instruction")

    private var isForInstruction: Bool { if case .instruction? = stop { true } else { false } }

    private func pattern() throws(MachineError) -> (@Sendable (String) -> Bool)? {
        guard case .line(let pattern)? = stop else { return nil }
        return try pattern.matcher()
    }

    private func access(to machine: Machine) -> BootAccess {
        BootAccess(
            debugger: machine.debuggerSocket.map { BootAccess.attach($0, symbols: recording.symbols) },
            monitor: machine.monitorSocket, isWaiting: waitsForDebugger && !isForInstruction)
    }
}
