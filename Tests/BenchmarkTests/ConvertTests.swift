import FoundationEssentials
import KubeVirt
import Terminal
import Testing

@testable import mayfly_bench

struct ConvertTests {
    @Test("every shape of machine gets from its manifest to a domain, and each step is counted")
    func steps() throws {
        let report = try ConvertBenchmark(count: 2 * MachineTexts.shapes).run()
        #expect(report.domainBytes > 1000 * report.machines)
        #expect(report.manifestBytes > 100 * report.machines)
        #expect(report.peakMemory > 1 << 20)
        for time in [report.first, report.fromManifest, report.fromValues, report.decoding, report.converting] {
            #expect(time.processor > 0 && time.clock > 0)
        }
    }

    @Test("machines differ from each other")
    func different() {
        #expect(Set((0..<100).map(MachineTexts.json)).count == 100)
    }

    @Test("the JSON has rates, steps and memory")
    func json() throws {
        struct Read: Decodable {
            struct Rates: Decodable { var fromValues: Double, fromManifest: Double }
            struct Time: Decodable { var clock: Double, processor: Double }
            var machines: Int
            var perSecond: Rates
            var first: Time
            var defaulting: Time
            var validating: Time
            var peakMemory: Int
        }
        var report = ConvertReport(machines: 100)
        report.fromValues = .init(clock: 1, processor: 0.5)
        report.fromManifest = .init(clock: 2, processor: 2)
        report.peakMemory = 7
        let read = try JSONDecoder().decode(Read.self, from: Data(JSONText.pretty(report).utf8))
        #expect(read.machines == 100 && read.peakMemory == 7)
        #expect(read.perSecond.fromValues == 200 && read.perSecond.fromManifest == 50)
        #expect(report.text.contains("from values to domains") && report.text.contains("200"))
    }
}
