import Terminal

/// What a benchmark of images found: every sample, and what follows from them.
struct ImageReport: Encodable, Sendable {
    /// The same work by us and by another, in turns.
    struct Comparison: Encodable, Sendable {
        struct Medians: Encodable, Sendable {
            let ours: Double
            let theirs: Double
            /// Of the rounds' ratios, which a host that slows down in the middle hardly disturbs.
            let ratio: Double
        }

        let part: String
        let work: String
        let peer: String
        /// Seconds, by round.
        var ours: [Double] = []
        var theirs: [Double] = []
        /// Why there is nothing of the other.
        var obstacle: String?

        init(_ part: ImagePart, _ work: String, peer: String) {
            (self.part, self.work, self.peer) = (part.rawValue, work, peer)
        }

        var median: Medians {
            Medians(
                ours: mayfly_bench.median(ours), theirs: mayfly_bench.median(theirs),
                ratio: mayfly_bench.median(zip(ours, theirs).map { $0 / $1 }))
        }

        private enum CodingKeys: String, CodingKey { case part, work, peer, ours, theirs, obstacle, median }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(part, forKey: .part)
            try container.encode(work, forKey: .work)
            try container.encode(peer, forKey: .peer)
            try container.encode(ours, forKey: .ours)
            try container.encode(theirs, forKey: .theirs)
            try container.encodeIfPresent(obstacle, forKey: .obstacle)
            try container.encode(median, forKey: .median)
        }
    }

    /// A rebuild with nothing changed.
    struct Cached: Encodable, Sendable {
        /// Seconds in a process that runs already.
        var library: [Double] = []
        /// Seconds of a whole process.
        var command: [Double] = []
        /// Why there is nothing of the command.
        var obstacle: String?
    }

    let unit = "s"
    let rounds: Int
    let accelerator: String
    let host: HostReport
    let comparisons: [Comparison]
    let cached: Cached?

    var text: String {
        var table = Table(("", .left), ("OURS", .right), ("THEIRS", .right), ("RATIO", .right), ("OF", .left))
        for comparison in comparisons {
            let median = comparison.median
            let has = !comparison.theirs.isEmpty
            table.add(
                comparison.part, median.ours.milliseconds, has ? median.theirs.milliseconds : "-",
                has ? "\((median.ratio * 1000).rounded() / 1000)" : "-", comparison.obstacle ?? comparison.peer)
        }
        if let cached {
            table.add("cached, library", median(cached.library).milliseconds, "-", "-", "")
            table.add("cached, command", median(cached.command).milliseconds, "-", "-", cached.obstacle ?? "")
        }
        return "medians of \(rounds) rounds, \(accelerator), \(host.text)\n\n\(table.text)\n"
    }
}
