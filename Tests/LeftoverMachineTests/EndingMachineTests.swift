import FoundationEssentials
import Host
import MayflyTestSupport
import Testing

/// What ending a machine costs the caller.
@Suite(.serialized, .requires(.tinyGuest))
struct EndingMachineTests {
    private struct Report: Decodable {
        var phases: [String: Double]
    }

    @Test("ending a machine costs its caller at most 50 ms")
    func teardown() async throws {
        try await Place("end").using { place in
            var times: [Double] = []
            for _ in 0..<20 {
                let file = place.scratch("report.json")
                let (status, output) = try await place.run("run", place.tiny, "--report", file, "--", "true")
                try #require(status == 0, "\(output)")
                let report = try JSONDecoder().decode(Report.self, from: Data(try FileSystem.read(file)))
                times.append(try #require(report.phases["teardown"]))
            }
            times.sort()
            print("ending: milliseconds, sorted: \(times.map { Int($0.rounded()) })")
            // Other tests share the processors: the middle is what it costs.
            #expect(times[times.count / 2] <= 50)
        }
    }
}
