import Fixtures
import Machines

extension FakeMachine {
    static func notForkable(_ name: String) -> MachineError {
        MachineError(.unsupported, "it cannot be forked: its fixture does not say `forkable: true`", machine: name)
    }

    func fork(count: Int) async throws(MachineError) -> [any MachineDriver] {
        let isReady = try running() == .ready
        let moment = guest.frozen()
        var forks: [FakeMachine] = []
        for _ in 0..<count {
            let fork = FakeMachine(
                fixture, name: name, options: MachineOptions(origin: origin), on: host, timeline: Timeline())
            host.add(fork)
            await fork.start(from: moment, ready: isReady)
            forks.append(fork)
        }
        return forks
    }

    func checkpoint() async throws(MachineError) -> Checkpoint {
        Checkpoint(FakeCheckpoint(run: run, then: try running(), boot: guest.frozen()))
    }

    func revert(to checkpoint: Checkpoint?) async throws(MachineError) {
        _ = try running()
        guard let checkpoint else {
            guard origin == .template else {
                throw MachineError(.unsupported, "it was booted, so there is no template to go back to", machine: name)
            }
            return await revert(try await host.template(of: fixture), to: .ready)
        }
        guard let mark = checkpoint.state as? FakeCheckpoint, mark.run == run else {
            throw MachineError(.invalidInput, "the checkpoint is of another machine", machine: name)
        }
        await revert(mark.boot, to: mark.then)
    }

    /// How it is when its processors run; throws where it has none, or may not be forked.
    private func running() throws(MachineError) -> MachineState {
        guard fixture.forkable else { throw Self.notForkable(name) }
        switch state {
        case .stopped(let reason): throw MachineError(.stopped, "the machine is off: \(reason)", machine: name)
        case .created, .starting: throw MachineError(.invalidInput, "it has not been started", machine: name)
        case .paused: return beforePause
        case .running, .ready: return state
        }
    }
}

/// A moment of a fake machine's.
private final class FakeCheckpoint: CheckpointState {
    let run: String
    let then: MachineState
    let boot: FakeBoot

    init(run: String, then: MachineState, boot: FakeBoot) {
        self.run = run
        self.then = then
        self.boot = boot
    }
}
