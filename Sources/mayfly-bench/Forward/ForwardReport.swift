import Terminal

/// What a benchmark of forwarded ports found: every sample, and what follows from them.
struct ForwardReport: Encodable, Sendable {
    struct Sample: Encodable, Sendable {
        /// Seconds by the clock.
        let clock: Double
        /// Seconds of a processor, of the process that relays and of its client, which is the same.
        let processor: Double
    }

    struct Direction: Encodable, Sendable {
        /// By round.
        var plain: [Sample] = []
        var websocket: [Sample] = []
        /// Mebibytes a second.
        var medianPlain = 0.0
        var medianWebsocket = 0.0
        /// Of the rounds' ratios, the websocket's throughput to the proxy's: 1 is as fast.
        var ratio = 0.0
    }

    let rounds: Int
    /// How much goes through in each sample.
    let mebibytes: Int
    /// From the guest.
    private(set) var down = Direction()
    /// To the guest.
    private(set) var up = Direction()
    let build = buildKind

    init(rounds: Int, mebibytes: Int) {
        self.rounds = rounds
        self.mebibytes = mebibytes
    }

    mutating func add(_ direction: ForwardOrder.Direction, plain: Sample, websocket: Sample) {
        var found = direction == .down ? down : up
        found.plain.append(plain)
        found.websocket.append(websocket)
        found.medianPlain = median(found.plain.map { Double(mebibytes) / $0.clock })
        found.medianWebsocket = median(found.websocket.map { Double(mebibytes) / $0.clock })
        found.ratio = median(zip(found.plain, found.websocket).map { $0.clock / $1.clock })
        if direction == .down { down = found } else { up = found }
    }

    /// The slower direction's.
    var ratio: Double { min(down.ratio, up.ratio) }

    var text: String {
        var table = Table(("", .left), ("PLAIN", .right), ("WEBSOCKET", .right), ("RATIO", .right))
        for (name, found) in [("from the guest", down), ("to the guest", up)] {
            table.add(
                name, "\(Int(found.medianPlain)) MiB/s", "\(Int(found.medianWebsocket)) MiB/s",
                "\((found.ratio * 100).rounded() / 100)")
        }
        return "\(mebibytes) MiB a sample, medians of \(rounds) rounds\n\n\(table.text)\n"
    }
}
