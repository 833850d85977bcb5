import Terminal

/// One contestant's round.
struct ContestSample: Encodable, Sendable {
    var round = 0
    var contestant = ""
    /// Seconds by the clock, from the start of the first program to the end of the last one.
    var clock = 0.0
    /// Of these, until the last VMI was seen to run; from the beginning of the work, not of the program.
    var running = 0.0
    /// From there until the last one was seen to be gone.
    var deleting = 0.0
    /// Seconds of one processor, of all its programs.
    var user = 0.0
    var system = 0.0
    /// Bytes, of its largest program.
    var peakMemory = 0
    /// What the watch told; nil where that cannot be known.
    var events: Int?

    var processor: Double { user + system }
    var eventsASecond: Double? { events.map { clock > 0 ? Double($0) / clock : 0 } }
}

/// What a comparison on an API server found: every sample, and what follows from them.
struct ContestReport: Encodable, Sendable {
    struct Median: Encodable, Sendable {
        let clock: Double
        let processor: Double
        let peakMemory: Double
        let eventsASecond: Double?
        /// Of the rounds' ratios to our client's, which a host that slows down in the middle hardly disturbs.
        let clockRatio: Double
        let processorRatio: Double
    }

    /// The most memory that we may take, in bytes.
    static let mostMemory = 64 << 20

    let machines: Int
    let abreast: Int
    let rounds: Int
    /// Bytes that this process had before it started anybody: nobody's memory shows as less.
    var floor = 0
    /// What the contestants are, by their names.
    var programs: [String: String] = [:]
    var samples: [ContestSample] = []
    let build = buildKind

    init(machines: Int, abreast: Int, rounds: Int) {
        self.machines = machines
        self.abreast = abreast
        self.rounds = rounds
    }

    private enum Key: String, CodingKey {
        case machines, abreast, rounds, floor, programs, samples, build, medians, misses
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(machines, forKey: .machines)
        try container.encode(abreast, forKey: .abreast)
        try container.encode(rounds, forKey: .rounds)
        try container.encode(floor, forKey: .floor)
        try container.encode(programs, forKey: .programs)
        try container.encode(samples, forKey: .samples)
        try container.encode(build, forKey: .build)
        try container.encode(medians, forKey: .medians)
        try container.encode(misses, forKey: .misses)
    }

    /// In the order in which they took their turns.
    var names: [String] {
        samples.reduce(into: []) { names, sample in
            if !names.contains(sample.contestant) { names.append(sample.contestant) }
        }
    }

    func samples(of name: String) -> [ContestSample] { samples.filter { $0.contestant == name } }

    var medians: [String: Median] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, median(of: samples(of: $0))) })
    }

    private func median(of theirs: [ContestSample]) -> Median {
        let ours = samples(of: OwnContestant.Kind.client.rawValue)
        let rates = theirs.compactMap(\.eventsASecond)
        return Median(
            clock: mayfly_bench.median(theirs.map(\.clock)), processor: mayfly_bench.median(theirs.map(\.processor)),
            peakMemory: mayfly_bench.median(theirs.map { Double($0.peakMemory) }),
            eventsASecond: rates.isEmpty ? nil : mayfly_bench.median(rates),
            clockRatio: mayfly_bench.median(zip(theirs, ours).map { $0.clock / $1.clock }),
            processorRatio: mayfly_bench.median(zip(theirs, ours).map { $0.processor / $1.processor }))
    }

    /// What was promised and not kept, in words: faster than the others by the clock and in processor time, and within
    /// our memory in every round.
    var misses: [String] {
        let medians = medians
        let ours = Set(OwnContestant.Kind.allCases.map(\.rawValue))
        var misses: [String] = []
        for name in names where !ours.contains(name) {
            guard let median = medians[name] else { continue }
            if median.clockRatio <= 1 { misses.append("\(name) was faster by the clock") }
            if median.processorRatio <= 1 { misses.append("\(name) took less processor time") }
        }
        for sample in samples where ours.contains(sample.contestant) && sample.peakMemory >= Self.mostMemory {
            misses.append("\(sample.contestant) took \(sample.peakMemory >> 20) MiB in round \(sample.round)")
        }
        return misses
    }

    var text: String {
        var table = Table(
            ("", .left), ("CLOCK", .right), ("PROCESSOR", .right), ("MEMORY", .right), ("EVENTS/S", .right),
            ("CLOCK RATIO", .right), ("PROCESSOR RATIO", .right))
        let medians = medians
        for name in names {
            guard let median = medians[name] else { continue }
            func tenths(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
            table.add(
                name, median.clock.milliseconds, median.processor.milliseconds, "\(Int(median.peakMemory) >> 20) MiB",
                median.eventsASecond.map { "\(Int($0.rounded()))" } ?? "-", tenths(median.clockRatio),
                tenths(median.processorRatio))
        }
        let programs = programs.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
        let misses = misses.map { "not kept: \($0)\n" }.joined()
        let title = "\(machines) VMIs, \(abreast) abreast, medians of \(rounds) rounds"
        return "\(title)\n\n\(table.text)\n\(programs)\(misses)"
    }
}
