import FixtureLoading
import Mayfly
import Offload
import Synchronization
import Terminal

/// One `mayfly run`: makes the machine, runs the command with its copies, and ends the machine or leaves it.
final class RunSession: Sendable {
    private let invocation: Invocation
    private let timeline: Timeline
    private let observer: ProgressObserver
    private let made = Mutex<Machine?>(nil)

    init(_ invocation: Invocation, _ timeline: Timeline, _ observer: ProgressObserver) {
        (self.invocation, self.timeline, self.observer) = (invocation, timeline, observer)
    }

    /// The machine as soon as it was made, for the report of a run that failed.
    var machine: Machine? { made.withLock { $0 } }

    /// Returns the command's status.
    func run(_ relay: SignalRelay) async throws -> Int32 {
        let machine = try await prepare()
        made.withLock { $0 = machine }
        do {
            try await progress("starting \(machine.name)") { _ in
                try await machine.start()
                try await machine.waitUntilReady()
            }
        } catch {
            await machine.delete()
            throw error
        }
        let result = await timeline.measure(.command) { await work(in: machine, relay) }
        if invocation[RunCommand.keep] { return try await leave(machine, result) }
        await machine.delete()
        return try result.get()
    }

    private func prepare() async throws -> Machine {
        let recipe = try FixtureLoader().load(
            FixtureOptions.place(invocation[RunCommand.fixture]), parameters: FixtureOptions.parameters(invocation))
        let provider = try await PlaceOptions.provider(invocation)
        let options = MachineOptions(
            name: invocation[RunCommand.name], mayBeKept: invocation[RunCommand.keep],
            channel: invocation[ChannelOption.option], origin: invocation[RunCommand.cold] ? .boot : nil)
        return try await progress("preparing \(recipe.name)") { progress in
            observer.set { progress.stage($0.words, $0.fraction) }
            defer { observer.set(nil) }
            return try await provider.create(recipe, options: options, timeline: timeline)
        }
    }

    private func work(in machine: Machine, _ relay: SignalRelay) async -> Result<Int32, any Error> {
        do throws(MachineError) {
            for pair in invocation[RunCommand.copyIn] { try await machine.copyIn(pair.source, to: pair.destination) }
        } catch {
            // A copy may be there in part, but the command was not sent.
            var error = error
            error.execution = .neverRan
            return .failure(error)
        }
        do {
            return await collect(
                from: machine, .success(try await CommandOptions.session(invocation).run(in: machine, relay)))
        } catch {
            return await collect(from: machine, .failure(error))
        }
    }

    /// Copies out what was asked for, however the command ended: it may tell why. A copy that fails is the result only
    /// when there is nothing worse to tell.
    private func collect(
        from machine: Machine, _ result: Result<Int32, any Error>
    ) async -> Result<Int32, any Error> {
        var result = result
        let pairs = invocation[RunCommand.copyOut]
        guard !pairs.isEmpty else { return result }
        if Task.isCancelled {
            Standard.note("a signal ended the run: nothing is copied out")
            return result
        }
        if case .failure(let error as MachineError) = result, error.code == .timedOut, await !answers(machine) {
            Standard.note("warning: the guest does not answer: nothing is copied out")
            return result
        }
        for pair in pairs {
            do throws(MachineError) {
                try await machine.copyOut(pair.source, to: pair.destination)
            } catch {
                if case .success(0) = result {
                    // The command has run: whatever failed afterwards must not look like a safe retry.
                    result = .failure(error.mayHaveRun)
                } else {
                    Standard.note("warning: \(pair.source) was not copied out: \(error)")
                }
            }
        }
        return result
    }

    /// Whether the guest starts commands, or at least refuses to: a copy from one that is frozen would never end.
    private func answers(_ machine: Machine) async -> Bool {
        do {
            try await withDeadline(.seconds(5) * machine.accelerator.deadlineScale) {
                try await machine.channel().start(Command("true", grace: .zero)).terminate()
            }
            return true
        } catch {
            return (error as? MachineError)?.code == .commandNotStarted
        }
    }

    /// Lets the machine stay, whatever became of the command.
    private func leave(_ machine: Machine, _ result: Result<Int32, any Error>) async throws -> Int32 {
        let time = invocation[RunCommand.expiry] ?? .seconds(3600)
        let failure = await uncancelled { () async -> MachineError? in
            do throws(MachineError) { try await machine.keep(for: time) } catch { return error }
            return nil
        }
        guard let failure else {
            Standard.note("kept \(machine.name) (\(machine.id)); 'mayfly stop \(machine.id)' ends it")
            return try result.get()
        }
        await machine.delete()
        guard case .failure(let error) = result else { throw failure.mayHaveRun }
        Standard.note("warning: the machine could not be kept: \(failure)")
        throw error
    }

    private func progress<Value>(
        _ label: String, _ body: (Terminal.Progress) async throws -> Value
    ) async throws -> Value {
        try await withProgress(label, style: Standard.error.style, write: Standard.error.write, body)
    }
}
