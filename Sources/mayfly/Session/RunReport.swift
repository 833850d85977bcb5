import Mayfly
import Terminal

/// What `--report` writes: what ran where, how it ended, and where the time went.
struct RunReport: Encodable {
    var fixture: String
    var machine: String?
    var run: String?
    var accelerator: String?
    /// The way by which the command went: helper, agent or ssh.
    var channel: String?
    var command: [String]
    /// What this process exits with.
    var exitStatus: Int32?
    var error: String?
    /// Milliseconds by phase; phases that did not take place are absent.
    var phases: [String: Double] = [:]
    /// Milliseconds from the call to the end.
    var total: Double = 0

    /// Nil when the machine was not made.
    mutating func take(_ machine: Machine?) async {
        self.machine = machine?.name
        run = machine?.id
        accelerator = machine?.accelerator.rawValue
        channel = await machine?.reached?.rawValue
    }

    mutating func take(_ result: Result<Int32, any Error>) {
        switch result {
        case .success(let status): exitStatus = status
        case .failure(let failure): (exitStatus, error) = (ExitStatus.of(failure), "\(failure)")
        }
    }

    mutating func take(_ timeline: Timeline) {
        for entry in timeline.entries { phases[entry.phase.rawValue, default: 0] += entry.length.milliseconds }
        total = timeline.elapsed.milliseconds
    }
}

extension Duration {
    /// With a thousandth's precision.
    var milliseconds: Double {
        (Double(components.seconds) * 1000 + Double(components.attoseconds / 1_000_000_000_000) / 1000)
    }
}
