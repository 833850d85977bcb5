import Host
import Mayfly
import Terminal

/// What `--report` writes: what ran where, how it ended, and where the time went.
struct RunReport: Encodable {
    var fixture: String
    var machine: String?
    var run: String?
    var accelerator: String?
    var command: [String]
    var exitStatus: Int32?
    var error: String?
    /// Milliseconds by phase; phases that did not take place are absent.
    var phases: [String: Double] = [:]
    /// Milliseconds from the call to the end.
    var total: Double = 0

    mutating func take(_ timeline: Timeline) {
        for entry in timeline.entries { phases[entry.phase.rawValue, default: 0] += entry.length.milliseconds }
        total = timeline.elapsed.milliseconds
    }

    func write(to path: String) throws {
        do {
            try FileSystem.write(Array(try JSONText.pretty(self).utf8), to: path, mode: 0o644)
        } catch {
            throw MachineError(.invalidInput, "the report cannot be written; name a place that can be", cause: error)
        }
    }
}

extension Duration {
    /// With a thousandth's precision.
    var milliseconds: Double {
        (Double(components.seconds) * 1000 + Double(components.attoseconds / 1_000_000_000_000) / 1000)
    }
}
