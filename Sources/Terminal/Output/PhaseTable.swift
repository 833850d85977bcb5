/// Where the time went: one line a phase with its milliseconds and a bar.
package struct PhaseTable: Sendable {
    package struct Phase: Hashable, Sendable {
        package let name: String
        package let duration: Duration

        package init(_ name: String, _ duration: Duration) {
            self.name = name
            self.duration = duration
        }

        var milliseconds: Double {
            Double(duration.components.seconds) * 1_000 + Double(duration.components.attoseconds) / 1e15
        }
    }

    private let phases: [Phase]
    private let barWidth: Int

    package init(_ phases: [Phase], barWidth: Int = 30) {
        self.phases = phases
        self.barWidth = barWidth
    }

    /// The lines and a total; a phase that took any time has at least a thin bar.
    package var text: String {
        guard !phases.isEmpty else { return "" }
        let total = Phase("total", phases.reduce(.zero) { $0 + $1.duration })
        let nameWidth = (phases + [total]).map(\.name.printable.count).max() ?? 0
        let figureWidth = figure(total).count
        let longest = phases.map(\.milliseconds).max() ?? 0
        return (phases + [total]).map { phase in
            let share = longest > 0 ? phase.milliseconds / longest : 0
            let bar = phase == total ? "" : "  " + Self.bar(share, barWidth)
            let line =
                "\(phase.name.printable.padded(to: nameWidth))  \(figure(phase).leftPadded(to: figureWidth)) ms\(bar)"
            return line.prefix(line.count - line.reversed().prefix { $0 == " " }.count) + "\n"
        }.joined()
    }

    private func figure(_ phase: Phase) -> String { "\(Int(phase.milliseconds.rounded()))" }

    /// A bar of eighths of a column.
    static func bar(_ share: Double, _ width: Int) -> String {
        guard share > 0 else { return "" }
        let eighths = max(1, Int((min(1, share) * Double(width * 8)).rounded()))
        let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
        return String(repeating: "█", count: eighths / 8) + parts[eighths % 8]
    }
}
