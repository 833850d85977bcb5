import FoundationEssentials
import Terminal
import Testing

@testable import mayfly_bench

struct BootReportTests {
    private let host = HostReport(
        cores: 2, kernel: "6.1", qemu: "QEMU 7.2", libvirt: "9.0.0", build: "release", load: 0.5)

    private func report(bare: [Double], ours: [Double], start: [Double]) -> BootReport {
        var samples = BootReport.Samples()
        (samples.bare, samples.ours, samples.oursStart) = (bare, ours, start)
        return BootReport(fixture: "tiny", accelerator: "tcg", host: host, samples: samples, phases: ["start": 0.07])
    }

    @Test(
        "the median is the middle value, or lies between the two middle ones",
        arguments: [([3, 1, 2], 2), ([4, 1, 3, 2], 2.5), ([7], 7), ([], 0)] as [([Double], Double)])
    func middle(_ values: [Double], _ expected: Double) {
        #expect(median(values) == expected)
    }

    @Test("what we add is the median of the rounds' differences, not the difference of the medians")
    func added() {
        // The host slowed down in the middle.
        let slowing = report(bare: [1, 1, 3, 3, 3], ours: [1.5, 1.5, 1.5, 3.5, 3.5], start: [1, 1, 1, 3, 3])
        #expect(slowing.added == 0.5)
        #expect(slowing.addedOfMedians == -1.5)
        #expect(slowing.median.oursStart == 1)
    }

    @Test("the JSON has every sample and what it takes to judge it")
    func json() throws {
        struct Read: Decodable {
            struct Host: Decodable { var cores: Int, qemu: String, libvirt: String }
            var unit: String
            var warmUp: String
            var accelerator: String
            var host: Host
            var samples: [String: [Double]]
            var median: [String: Double]
            var added: Double
        }
        let text = try JSONText.pretty(report(bare: [1, 2], ours: [2, 3], start: [1.5, 2.5]))
        let read = try JSONDecoder().decode(Read.self, from: Data(text.utf8))
        #expect(read.unit == "s")
        #expect(read.accelerator == "tcg")
        #expect(read.host.cores == 2)
        #expect(read.warmUp.contains("not counted"))
        #expect(read.samples == ["bare": [1, 2], "ours": [2, 3], "oursStart": [1.5, 2.5]])
        #expect(read.median == ["bare": 1.5, "ours": 2.5, "oursStart": 2])
        #expect(read.added == 1)
    }

    @Test("the text for people names what was added")
    func text() {
        #expect(report(bare: [1], ours: [1.08], start: [1.07]).text.contains("we add 80 ms"))
    }
}
