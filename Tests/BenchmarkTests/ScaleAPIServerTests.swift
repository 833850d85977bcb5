import Host
import MayflyTestSupport
import Offload
import Testing

@testable import ClusterWork
@testable import mayfly_bench

/// A thousand machines of one process on a real API server; whoever moves them on is another process.
@Suite(.requires(.apiServer), .testCluster, .timeLimit(.minutes(20))) struct ScaleAPIServerTests {
    private let worker =
        MayflyCommand.program.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/cluster-worker"

    @Test func `a thousand machines have one watch, little memory, and leave nothing`() async throws {
        try await TestCluster.withNamespace { space async throws in
            let place = "KUBECONFIG=\(space.server.configuration)"
            let standIn = Task { [worker] in
                try await Child.run("/usr/bin/env", [place, worker, "stand-in"], limit: .seconds(1200))
            }
            let (told, sample) = try await finishing {
                // The watches of both stand-ins are none of the machines'.
                let others = try await eventually { await BenchmarkServer.watches(of: space.client) == 2 }
                try #require(others)
                return try await ToldWork.run("/usr/bin/env", [place, worker, "machines", "1000", "64"], "machines")
            } finally: {
                standIn.cancel()
                _ = await standIn.result
            }
            #expect(told.watches == 1)
            #expect(told.left == 0)
            // Of a debug build, which is larger than what the benchmark measures.
            #expect(sample.peakMemory < 96 << 20, "\(sample.peakMemory >> 20) MiB")
        }
    }
}
