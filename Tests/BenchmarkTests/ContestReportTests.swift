import Terminal
import Testing

@testable import mayfly_bench

struct ContestReportTests {
    private func sample(
        _ round: Int, _ contestant: String, clock: Double, processor: Double, memory: Int = 30 << 20, events: Int? = 600
    ) -> ContestSample {
        var sample = ContestSample()
        (sample.round, sample.contestant, sample.clock, sample.events) = (round, contestant, clock, events)
        (sample.user, sample.system, sample.peakMemory) = (processor / 2, processor / 2, memory)
        return sample
    }

    private func report(_ samples: [ContestSample]) -> ContestReport {
        var report = ContestReport(machines: 100, abreast: 8, rounds: 2)
        report.samples = samples
        return report
    }

    @Test func `ratios are those of rounds, and what is kept is no miss`() throws {
        let report = report([
            sample(1, "client", clock: 1, processor: 1), sample(1, "python", clock: 3, processor: 8),
            sample(2, "client", clock: 10, processor: 2), sample(2, "python", clock: 20, processor: 8),
        ])
        let python = try #require(report.medians["python"])
        #expect(python.clockRatio == 2.5 && python.processorRatio == 6)
        #expect(python.eventsASecond == 115)
        #expect(report.medians["client"]?.clockRatio == 1)
        #expect(report.misses.isEmpty)
        let text = try JSONText.pretty(report)
        #expect(text.contains("\"samples\"") && text.contains("\"processorRatio\" : 6"), "\(text)")
        #expect(report.text.contains("python") && !report.text.contains("not kept"))
    }

    @Test func `who was not faster, or took too much, is told`() {
        let report = report([
            sample(1, "client", clock: 2, processor: 2, memory: 64 << 20),
            sample(1, "machines", clock: 9, processor: 9, memory: 65 << 20, events: nil),
            sample(1, "kubectl", clock: 1, processor: 3, memory: 200 << 20),
            sample(1, "python", clock: 3, processor: 1),
        ])
        #expect(
            report.misses == [
                "kubectl was faster by the clock", "python took less processor time",
                "client took 64 MiB in round 1", "machines took 65 MiB in round 1",
            ])
        #expect(report.text.contains("not kept: python took less processor time"))
    }
}
