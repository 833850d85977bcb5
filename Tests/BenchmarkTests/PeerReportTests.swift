import FoundationEssentials
import Terminal
import Testing

@testable import mayfly_bench

struct PeerReportTests {
    private func report(_ tools: [PeerReport.Tool]) -> PeerReport {
        PeerReport(
            fixture: "debian-12", accelerator: "tcg", memory: 512, processors: 1, rounds: 3,
            host: HostReport(cores: 2, kernel: "6.1", qemu: "QEMU 7.2", libvirt: "9.0.0", build: "release", load: 0.5),
            tools: tools, notes: ["apples and pears"])
    }

    private var measured: PeerReport.Tool {
        PeerReport.Tool(
            name: "debvm", way: "ssh",
            facts: PeerFacts(version: "debvm 0.2", kernel: "6.1.0-cloud", image: .init(seconds: 33, cached: true)),
            changes: ["-machine accel=tcg"], notes: ["no boot loader"],
            samples: [.init(wall: 20, cpu: 19), .init(wall: 18, cpu: 17.5), .init(wall: 25, cpu: 18)])
    }

    private var absent: PeerReport.Tool {
        PeerReport.Tool(
            name: "virtme-ng", way: "vng", changes: [], notes: [],
            obstacle: "\(PeerObstacle.missing("vng", package: "virtme-ng"))")
    }

    @Test func `the spread of no values is nothing, and of some their smallest, middle and largest`() {
        #expect(PeerReport.Spread([]) == nil)
        #expect(PeerReport.Spread([3, 1, 2])?.min == 1)
        #expect(PeerReport.Spread([3, 1, 2])?.median == 2)
        #expect(PeerReport.Spread([3, 1, 2])?.max == 3)
    }

    @Test func `the JSON has every sample, what was changed, and the obstacles`() throws {
        struct Read: Decodable {
            struct Sample: Decodable, Equatable { var wall: Double, cpu: Double }
            struct Image: Decodable { var seconds: Double, cached: Bool }
            struct Tool: Decodable {
                var name: String, version: String?, kernel: String?, image: Image?
                var changes: [String], notes: [String], obstacle: String?
                var samples: [Sample], wall: [String: Double]?, cpu: [String: Double]?
            }
            var unit: String, measured: String, warmUp: String, tools: [Tool], notes: [String]
        }
        let text = try JSONText.pretty(report([measured, absent]))
        let read = try JSONDecoder().decode(Read.self, from: Data(text.utf8))
        #expect(read.unit == "s")
        #expect(read.warmUp.contains("not counted"))
        #expect(read.notes == ["apples and pears"])
        let (debvm, vng) = (try #require(read.tools.first), try #require(read.tools.last))
        #expect(debvm.samples == [.init(wall: 20, cpu: 19), .init(wall: 18, cpu: 17.5), .init(wall: 25, cpu: 18)])
        #expect(debvm.wall == ["min": 18, "median": 20, "max": 25])
        #expect(debvm.cpu == ["min": 17.5, "median": 18, "max": 19])
        #expect(debvm.kernel == "6.1.0-cloud")
        #expect(debvm.image?.seconds == 33)
        #expect(debvm.changes == ["-machine accel=tcg"])
        #expect(vng.obstacle == "vng is not installed: apt-get install virtme-ng")
        #expect(vng.samples.isEmpty && vng.wall == nil && vng.version == nil)
    }

    @Test func `the table has a line for each tool, with dashes where there is nothing`() throws {
        let lines = report([measured, absent]).text.split(separator: "\n")
        let debvm = try #require(lines.first { $0.hasPrefix("debvm ") }).split(
            separator: " ", omittingEmptySubsequences: true)
        #expect(debvm.joined(separator: " ") == "debvm 18.0 s 20.0 s 25.0 s 18.0 s 3 33.0 s 6.1.0-cloud debvm 0.2")
        let vng = try #require(lines.first { $0.hasPrefix("virtme-ng ") }).split(separator: " ")
        #expect(vng.joined(separator: " ") == "virtme-ng - - - - 0 - - -")
        #expect(lines.contains("virtme-ng: no figures: vng is not installed: apt-get install virtme-ng"))
        #expect(lines.contains("  - changed: -machine accel=tcg"))
    }

    @Test("seconds have one digit", arguments: [(0, "0.0 s"), (2.04, "2.0 s"), (2.05, "2.1 s"), (19.96, "20.0 s")])
    func digits(_ seconds: Double, _ text: String) {
        #expect(seconds.tenths == text)
    }
}
