import Terminal

/// What a benchmark of conversions found.
struct ConvertReport: Encodable, Sendable {
    struct Time: Encodable, Sendable {
        /// Seconds by the clock.
        var clock = 0.0
        /// Seconds of one processor, which a busy host does not lengthen.
        var processor = 0.0
    }

    struct Rates: Encodable, Sendable {
        /// From decoded values: defaults, verdict, domain.
        var fromValues: Double
        /// The same from JSON manifests.
        var fromManifest: Double
    }

    let machines: Int
    /// One machine from a manifest in a process that did nothing before.
    var first = Time()
    /// All of them from manifests to domains.
    var fromManifest = Time()
    /// All of them from values to domains.
    var fromValues = Time()
    var decoding = Time()
    var defaulting = Time()
    var validating = Time()
    var converting = Time()
    var manifestBytes = 0
    var domainBytes = 0
    /// Bytes, of the whole process with all manifests and values in memory.
    var peakMemory = 0
    var load = 0.0
    let build = buildKind

    init(machines: Int) {
        self.machines = machines
    }

    /// Machines a second on one processor.
    var perSecond: Rates {
        Rates(fromValues: rate(fromValues), fromManifest: rate(fromManifest))
    }

    private func rate(_ time: Time) -> Double { time.processor > 0 ? Double(machines) / time.processor : 0 }

    private enum CodingKeys: String, CodingKey {
        case machines, first, fromManifest, fromValues, decoding, defaulting, validating, converting
        case manifestBytes, domainBytes, peakMemory, load, build, perSecond
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(machines, forKey: .machines)
        try container.encode(perSecond, forKey: .perSecond)
        try container.encode(first, forKey: .first)
        try container.encode(fromManifest, forKey: .fromManifest)
        try container.encode(fromValues, forKey: .fromValues)
        try container.encode(decoding, forKey: .decoding)
        try container.encode(defaulting, forKey: .defaulting)
        try container.encode(validating, forKey: .validating)
        try container.encode(converting, forKey: .converting)
        try container.encode(manifestBytes, forKey: .manifestBytes)
        try container.encode(domainBytes, forKey: .domainBytes)
        try container.encode(peakMemory, forKey: .peakMemory)
        try container.encode(load, forKey: .load)
        try container.encode(build, forKey: .build)
    }

    var text: String {
        var table = Table(("", .left), ("A MACHINE", .right), ("A SECOND", .right))
        let rows = [
            ("from values to domains", fromValues), ("from manifests to domains", fromManifest),
            ("decoding", decoding), ("defaults", defaulting), ("verdict", validating), ("domain", converting),
        ]
        for (name, time) in rows {
            let micros = machines == 0 ? 0 : time.processor / Double(machines) * 1e6
            table.add(name, "\(Int(micros.rounded())) µs", "\(Int(rate(time).rounded()))")
        }
        return "\(machines) machines on one processor, \(build) build, load \(load)\n\n\(table.text)\n"
            + "the first one from its manifest: \(first.clock.milliseconds); at most \(peakMemory >> 20) MiB of memory\n"
    }
}

#if DEBUG
    let buildKind = "debug"
#else
    let buildKind = "release"
#endif
