import Terminal

/// What a benchmark of boots found: every sample, and what follows from them.
struct BootReport: Encodable, Sendable {
    /// Seconds to the helper's greeting, by round.
    struct Samples: Encodable, Sendable {
        /// By a bare QEMU command line, from the call that starts QEMU.
        var bare: [Double] = []
        /// By us, from the call that makes the machine.
        var ours: [Double] = []
        /// By us, from the call that starts the machine.
        var oursStart: [Double] = []
    }

    struct Medians: Encodable, Sendable {
        var bare: Double
        var ours: Double
        var oursStart: Double
    }

    let unit = "s"
    let warmUp =
        "one boot of each kind before the first round is not counted: it starts the daemon and fills the caches"
    let fixture: String
    let accelerator: String
    let host: HostReport
    let samples: Samples
    let median: Medians
    /// What we add: the median of each round's difference, which a host that slows down in the middle hardly disturbs.
    let added: Double
    /// The difference of the medians.
    let addedOfMedians: Double
    /// Medians of our phases until the greeting.
    let phases: [String: Double]

    init(fixture: String, accelerator: String, host: HostReport, samples: Samples, phases: [String: Double]) {
        self.fixture = fixture
        self.accelerator = accelerator
        self.host = host
        self.samples = samples
        self.phases = phases
        median = Medians(
            bare: mayfly_bench.median(samples.bare), ours: mayfly_bench.median(samples.ours),
            oursStart: mayfly_bench.median(samples.oursStart))
        added = mayfly_bench.median(zip(samples.ours, samples.bare).map { $0 - $1 })
        addedOfMedians = median.ours - median.bare
    }

    var text: String {
        var table = Table(("", .left), ("MIN", .right), ("MEDIAN", .right), ("MAX", .right))
        for (name, values) in [
            ("bare", samples.bare), ("ours", samples.ours), ("ours, from start()", samples.oursStart),
        ] {
            table.add(
                name, (values.min() ?? 0).milliseconds, mayfly_bench.median(values).milliseconds,
                (values.max() ?? 0).milliseconds)
        }
        return "\(fixture), \(accelerator), \(samples.bare.count) rounds, \(host.text)\n\n\(table.text)\n"
            + "we add \(added.milliseconds) a round (difference of the medians: \(addedOfMedians.milliseconds))\n"
    }
}

/// The middle value; between the two middle ones of an even number; 0 of none.
func median(_ values: [Double]) -> Double {
    guard !values.isEmpty else { return 0 }
    let sorted = values.sorted()
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}

extension Duration {
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

extension Double {
    /// Seconds as whole milliseconds for people.
    var milliseconds: String { "\(Int((self * 1000).rounded())) ms" }
}
