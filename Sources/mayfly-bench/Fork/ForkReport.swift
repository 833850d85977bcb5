import Terminal

/// What a benchmark of forks found: every sample, so that each ratio can be computed again.
struct ForkReport: Encodable, Sendable {
    struct Samples: Encodable, Sendable {
        /// From the call that makes a machine by booting it to the end of its first command.
        var coldFirstCommand: [Double] = []
        /// From the call that makes a fork to its processors running.
        var forkRunning: [Double] = []
        /// To the end of its first command, its identity given before.
        var forkFirstCommand: [Double] = []
        /// From the call that takes a machine out of a pool to the end of its first command.
        var poolFirstCommand: [Double] = []
        /// From the start of a QEMU by hand to its processors running, with the same devices and the same state.
        var bareRunning: [Double] = []
        /// Back to a mark, and the first command after that.
        var revert: [Double] = []
        var revertFirstCommand: [Double] = []
        /// From the call that ends a fork to its return.
        var ending: [Double] = []
    }

    /// Forks that live together.
    struct Crowd: Encodable, Sendable {
        var count: Int
        /// Seconds until all were ready, and until all had answered a command.
        var ready: Double
        var answered: Double
        /// Bytes: proportional set size, the middle one of all, when all are ready and have been asked nothing yet.
        var memoryIdle: Double
        /// The same when each has answered a command.
        var memoryAnswered: Double
        /// Seconds until all were gone.
        var ended: Double
    }

    let unit = "s"
    let fixture: String
    let accelerator: String
    let host: HostReport
    let samples: Samples
    /// Medians of our phases of a fork, in seconds.
    let phases: [String: Double]
    let crowd: Crowd?

    var text: String {
        var table = Table(("", .left), ("MIN", .right), ("MEDIAN", .right), ("MAX", .right), ("ROUNDS", .right))
        let rows: [(String, [Double])] = [
            ("cold boot to first command", samples.coldFirstCommand), ("fork running", samples.forkRunning),
            ("fork to first command", samples.forkFirstCommand), ("pool to first command", samples.poolFirstCommand),
            ("bare QEMU running", samples.bareRunning), ("revert", samples.revert),
            ("first command after it", samples.revertFirstCommand), ("ending", samples.ending),
        ]
        for (name, values) in rows where !values.isEmpty {
            table.add(
                name, (values.min() ?? 0).milliseconds, median(values).milliseconds, (values.max() ?? 0).milliseconds,
                "\(values.count)")
        }
        var text = "\(fixture), \(accelerator), \(host.text)\n\n\(table.text)\n"
        if let boot = samples.coldFirstCommand.isEmpty ? nil : median(samples.coldFirstCommand) {
            text +=
                "a boot takes \((boot / median(samples.forkFirstCommand)).rounded(toPlaces: 1)) times as long as a fork\n"
        }
        if let crowd {
            text +=
                "\(crowd.count) forks: ready after \(crowd.ready.rounded(toPlaces: 2)) s, all answered after "
                + "\(crowd.answered.rounded(toPlaces: 2)) s, \(Int(crowd.memoryIdle) >> 20) MiB each "
                + "(\(Int(crowd.memoryAnswered) >> 20) MiB when they have), gone in "
                + "\(crowd.ended.rounded(toPlaces: 2)) s\n"
        }
        return text
    }
}

extension Double {
    func rounded(toPlaces places: Int) -> Double {
        var scale = 1.0
        for _ in 0..<places { scale *= 10 }
        return (self * scale).rounded() / scale
    }
}
