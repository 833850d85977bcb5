import Glibc
import Host
import MayflyTestSupport
import Synchronization
import Testing

/// One `mayfly run` of a storm.
final class Victim: Sendable {
    struct Outcome {
        /// How long its machine outlived it.
        var survived = Duration.zero
        /// Whether it had a machine when it was hit.
        var hadMachine = false
    }

    let name: String
    private let place: Place
    private let load: String
    let phase: Storm.Phase
    private let delay: Duration
    private let blow: Storm.Blow
    private let seed: UInt64
    private let bound: Duration
    private let state = Mutex(Outcome())

    init(
        name: String, place: Place, load: String, phase: Storm.Phase, delay: Duration, blow: Storm.Blow, seed: UInt64,
        bound: Duration
    ) {
        (self.name, self.place, self.load, self.phase, self.delay, self.blow) = (name, place, load, phase, delay, blow)
        (self.seed, self.bound) = (seed, bound)
    }

    var outcome: Outcome { state.withLock { $0 } }

    func play() async throws {
        let caller = try place.start(words)
        switch blow {
        case .caller:
            try await waitForMoment(caller)
            try await killed(caller)
        case .both:
            try await waitForMoment(caller)
            caller.signal(SIGKILL)
            _ = await caller.end()
        case .daemon:
            // Its machine goes on without the daemon, or it never began.
            let status = await caller.end()
            #expect([0, 125].contains(status), "\(title): it ended with \(status): \(caller.output)")
            #expect(place.emulators(of: name) == [], "\(title): QEMU outlived it: \(caller.output)")
        case .signal(let number):
            try await waitForMoment(caller)
            caller.signal(number)
            _ = await caller.end()
            #expect(place.emulators(of: name) == [], "\(title): QEMU outlived it: \(caller.output)")
        }
    }

    private var words: [String] {
        var words = ["run", place.tiny, "--name", name]
        if phase == .copying { words += ["--copy-in", "\(load):/tmp/load"] }
        let command: String =
            switch (phase, blow) {
            case (.tearingDown, _): "echo begun"
            case (_, .daemon): "echo begun; sleep 1"
            default: "echo begun; sleep 1000"
            }
        return words + ["--", "sh", "-c", command]
    }

    private func waitForMoment(_ caller: Caller) async throws {
        switch phase {
        case .starting, .booting: break
        case .copying: _ = try await caller.says("done in")
        case .running, .tearingDown: _ = try await caller.says("begun")
        }
        try await Task.sleep(for: delay)
        let hadMachine = !place.emulators(of: name).isEmpty
        state.withLock { $0.hadMachine = hadMachine }
    }

    private func killed(_ caller: Caller) async throws {
        let start = ContinuousClock.now
        caller.signal(SIGKILL)
        _ = await caller.end()
        let gone = try await eventually(within: bound) { place.emulators(of: name).isEmpty }
        state.withLock { $0.survived = start.duration(to: .now) }
        #expect(gone, "\(title): its machine outlived it by \(bound)")
    }

    private var title: String { "seed \(seed), \(name), \(blow) while \(phase) after \(delay)" }
}
