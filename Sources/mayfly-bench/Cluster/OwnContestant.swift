import ClusterWork
import FoundationEssentials
import Host

/// We: a program of ours that has nothing in it but what a cluster needs.
struct OwnContestant: ClusterContestant {
    enum Kind: String, Sendable, CaseIterable {
        /// Bare VMIs by our client, as the others make them.
        case client
        /// Machines by our back end for clusters: each with its record and secrets besides, and judged by the server before
        /// it is made.
        case machines
    }

    let kind: Kind
    let worker: String
    var name: String { kind.rawValue }

    func check() throws {
        guard FileSystem.exists(worker) else {
            throw ContestFailure("there is no \(worker): swift build -c release --product cluster-worker")
        }
    }

    func version() -> String { "ours (\(buildKind))" }

    func run(count: Int, abreast: Int) async throws -> ContestSample {
        let (told, sample) = try await work(count: count, abreast: abreast)
        if let left = told.left, left > 0 { throw ContestFailure("\(left) machines are left") }
        return sample
    }

    func work(count: Int, abreast: Int) async throws -> (told: ToldWork, sample: ContestSample) {
        try check()
        return try await ToldWork.run(worker, [kind.rawValue, "\(count)", "\(abreast)"], name)
    }
}

extension ToldWork {
    /// Runs a program that says at its end what it has done.
    static func run(
        _ program: String, _ arguments: [String], _ name: String
    ) async throws -> (told: ToldWork, sample: ContestSample) {
        let begun = ContinuousClock.now
        return try await MeasuredChild.with(program, arguments) { child in
            var last: [String] = []
            for await line in child.lines { last = last.suffix(20) + [line] }
            let (end, usage) = await child.end()
            let clock = (ContinuousClock.now - begun).seconds
            guard end == .exited(0), let line = last.last(where: { $0.hasPrefix("{") }),
                let told = try? JSONDecoder().decode(ToldWork.self, from: Data(line.utf8))
            else { throw ContestFailure("\(name): \(end): \(last.joined(separator: "\n"))") }
            var sample = ContestSample()
            (sample.clock, sample.running, sample.deleting) = (clock, told.running, told.deleting)
            sample.events = told.events
            sample.add(usage)
            // Its own word: what is seen from outside is not less than what this process has.
            if let peak = told.memory?.deleted?.peak { sample.peakMemory = peak }
            return (told, sample)
        }
    }
}

extension ContestSample {
    /// Of one program more.
    mutating func add(_ usage: Child.Usage) {
        user += usage.user.seconds
        system += usage.system.seconds
        peakMemory = max(peakMemory, usage.peakMemory)
    }
}
