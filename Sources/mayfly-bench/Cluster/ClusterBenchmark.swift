import ClusterWork

/// Makes machines by the thousand on an API server, and deletes them.
struct ClusterBenchmark: Sendable {
    let server: BenchmarkServer
    let worker: String
    let count: Int
    let abreast: Int

    func run() async throws -> ClusterReport {
        try await server.defineMachines()
        return try await ClusterStandIn.working(by: worker) {
            let (told, sample) = try await OwnContestant(kind: .machines, worker: worker).work(
                count: count, abreast: abreast)
            return ClusterReport(machines: count, abreast: abreast, told, sample)
        }
    }
}
