import Terminal

/// What the comparison with other tools found: every sample, what follows from them, and what to think of them.
struct PeerReport: Encodable, Sendable {
    /// The smallest, the middle and the largest of some values.
    struct Spread: Encodable, Sendable, Equatable {
        let min: Double
        let median: Double
        let max: Double

        /// Nil of no values.
        init?(_ values: [Double]) {
            guard let min = values.min(), let max = values.max() else { return nil }
            self.min = min
            median = mayfly_bench.median(values)
            self.max = max
        }
    }

    /// One tool's part.
    struct Tool: Encodable, Sendable {
        let name: String
        /// How a command is run in the guest.
        let way: String
        var facts: PeerFacts?
        /// What we told the tool beyond what one would write by hand.
        let changes: [String]
        /// What is to be thought of when its figures are read.
        let notes: [String]
        /// Why there are no samples, or no more, and what to do about it.
        var obstacle: String?
        var samples: [PeerSample] = []
        /// Starts that came to nothing; they are not among the samples.
        var failures: [String] = []
        /// Whether its last start failed.
        var isFailing = false

        private enum CodingKeys: String, CodingKey {
            case name, way, version, kernel, image, changes, notes, obstacle, samples, failures, wall, cpu
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(name, forKey: .name)
            try container.encode(way, forKey: .way)
            try container.encodeIfPresent(facts?.version, forKey: .version)
            try container.encodeIfPresent(facts?.kernel, forKey: .kernel)
            try container.encodeIfPresent(facts?.image, forKey: .image)
            try container.encode(changes, forKey: .changes)
            try container.encode(notes, forKey: .notes)
            try container.encodeIfPresent(obstacle, forKey: .obstacle)
            try container.encode(samples, forKey: .samples)
            try container.encode(failures, forKey: .failures)
            try container.encodeIfPresent(wall, forKey: .wall)
            try container.encodeIfPresent(cpu, forKey: .cpu)
        }

        var wall: Spread? { Spread(samples.map(\.wall)) }
        var cpu: Spread? { Spread(samples.map(\.cpu)) }
    }

    let unit = "s"
    let measured = """
        wall: from the call that makes or starts the machine to the end of `true` in the guest; cpu: of all processes of \
        the tool until then, with QEMU, libvirt and ssh; images are made before, once
        """
    let warmUp = "one start of each tool before the first round is not counted: it fills the caches"
    let fixture: String
    let accelerator: String
    /// MiB.
    let memory: Int
    let processors: Int
    let rounds: Int
    let host: HostReport
    let tools: [Tool]
    /// What cannot be compared fairly.
    let notes: [String]

    var text: String {
        var table = Table(
            ("", .left), ("WALL MIN", .right), ("MEDIAN", .right), ("MAX", .right), ("CPU MEDIAN", .right),
            ("N", .right), ("IMAGE", .right), ("KERNEL", .left), ("VERSION", .left))
        for tool in tools {
            table.add(
                tool.name, Self.cell(tool.wall?.min), Self.cell(tool.wall?.median), Self.cell(tool.wall?.max),
                Self.cell(tool.cpu?.median), "\(tool.samples.count)", Self.cell(tool.facts?.image?.seconds),
                tool.facts?.kernel ?? "-", tool.facts?.version ?? "-")
        }
        var lines = [
            "\(fixture), \(accelerator), \(memory) MiB, \(processors) vCPU, \(rounds) rounds, \(host.text)", "",
        ]
        lines += table.text.split(separator: "\n").map(String.init) + [""]
        for tool in tools {
            if let obstacle = tool.obstacle {
                lines.append("\(tool.name): \(tool.samples.isEmpty ? "no figures" : "no more figures"): \(obstacle)")
            }
            lines += tool.failures.map { "\(tool.name): failed in \($0)" }
            lines.append("\(tool.name): \(tool.way)")
            lines += (tool.changes.map { "changed: " + $0 } + tool.notes).map { "  - \($0)" }
        }
        lines += notes.map { "- \($0)" }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func cell(_ seconds: Double?) -> String { seconds?.tenths ?? "-" }
}

/// One start of a tool's machine to the end of its first command, in seconds.
struct PeerSample: Encodable, Sendable, Equatable {
    var wall: Double
    /// Of every process that took part, until that moment.
    var cpu: Double
}

/// What a tool is and boots.
struct PeerFacts: Encodable, Sendable {
    var version: String
    /// As `uname -r` says in the guest.
    var kernel: String
    /// Nil when there is nothing to make, or when it is not counted here.
    var image: ImageCost?

    struct ImageCost: Encodable, Sendable {
        /// What making it took, whenever that was.
        var seconds: Double
        /// Whether it was made by an earlier run.
        var cached: Bool
    }
}

extension Double {
    /// Seconds with one digit after the point.
    var tenths: String {
        let tenths = Int((self * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10)) s"
    }
}
