import Glibc
import Host
import LibvirtDaemon
import MayflyTestSupport
import Testing

/// Rounds of callers side by side, each of which is hit at a moment of its own.
struct Storm {
    /// Where in its life a caller is when it is hit.
    enum Phase: CaseIterable {
        case starting, booting, copying, running, tearingDown
    }

    /// What is hit, and how.
    enum Blow {
        case caller, daemon, both, signal(Int32)
    }

    private let place: Place
    private let seed: UInt64
    private let load: String
    private var random: SeededGenerator
    private var number = 0
    private var kills = 0
    private var counts: [String: Int] = [:]
    private var slowest = Duration.zero
    private var hadMachine = 0

    /// How long a machine may outlive its caller.
    private static let bound = Duration.seconds(2)
    private static let atOnce = 3

    init(_ place: Place, seed: UInt64) throws {
        self.place = place
        self.seed = seed
        random = SeededGenerator(seed: seed)
        // Random, so that nothing on the way finds it easy to copy.
        var bytes = SeededGenerator(seed: seed)
        load = try place.scratch.write(
            "load", (0..<(2 << 20)).flatMap { _ in withUnsafeBytes(of: bytes.next(), Array.init) })
    }

    /// Rounds until so many callers were killed, then a look at what is left.
    mutating func rage(kills most: Int) async throws {
        let before = try await place.undisturbed()
        while kills < most { try await round() }
        try await finish(before)
    }

    private mutating func round() async throws {
        let blow = blow()
        let victims = (0..<Self.atOnce).map { _ in victim(blow) }
        let daemonAfter = random.milliseconds(0...2500)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for victim in victims { group.addTask { try await victim.play() } }
            switch blow {
            case .daemon, .both:
                let daemon = place.daemon
                group.addTask {
                    try await Task.sleep(for: daemonAfter)
                    if let pid = daemon.pid { kill(pid, SIGKILL) }
                }
            case .caller, .signal: break
            }
            try await group.waitForAll()
        }
        switch blow {
        case .caller, .both: kills += victims.count
        case .daemon, .signal: break
        }
        for victim in victims {
            slowest = max(slowest, victim.outcome.survived)
            hadMachine += victim.outcome.hadMachine ? 1 : 0
            counts["\(blow) while \(victim.phase)", default: 0] += 1
        }
        if case .both = blow {
            // The next start of anything of ours is what ends these.
            try await place.run("gc")
            for victim in victims { expectGone(victim.name, "after the next start") }
        }
    }

    private mutating func finish(_ before: Leftovers) async throws {
        for number in 0..<number { expectGone("k\(number + 1)", "after the storm") }
        #expect(
            hadMachine * 5 > kills,
            "seed \(seed): only \(hadMachine) had a machine when they were hit: this proves little")
        let (status, output) = try await place.run("gc")
        #expect(status == 0, "seed \(seed): mayfly gc failed: \(output)")
        // A last start, as users would see it; it also shows that the place is in order.
        let last = try await place.run("run", place.tiny, "--", "echo", "all is well")
        #expect(last.status == 0 && last.output.contains("all is well"), "seed \(seed): \(last.output)")
        try await place.expectNothing(beyond: before, "seed \(seed): this is left")
        let kinds = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        print(
            "storm: seed \(seed); \(kinds); \(hadMachine) had a machine, which outlived its caller by \(slowest) at most"
        )
    }

    private func expectGone(_ name: String, _ when: String) {
        let left = place.emulators(of: name)
        #expect(left == [], "seed \(seed): QEMU of \(name) runs \(when)")
    }

    // MARK: chance

    private mutating func blow() -> Blow {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<13: .caller
        case 13..<16: .both
        case 16..<18: .daemon
        case 18: .signal(SIGINT)
        default: .signal(SIGTERM)
        }
    }

    private mutating func victim(_ blow: Blow) -> Victim {
        number += 1
        let phase = Phase.allCases.randomElement(using: &random) ?? .running
        let delay =
            switch phase {
            case .starting: random.milliseconds(0...120)
            case .booting: random.milliseconds(120...900)
            case .copying: random.milliseconds(0...200)
            case .running: random.milliseconds(0...100)
            case .tearingDown: random.milliseconds(0...15)
            }
        return Victim(
            name: "k\(number)", place: place, load: load, phase: phase, delay: delay, blow: blow, seed: seed,
            bound: Self.bound)
    }
}
