import ClusterProvider
import ClusterWork
import Host
import KubeVirt
import Kubernetes
import Offload

/// The same work by us and by others, in turns: VMIs are created, watched until all run, and deleted until none is left.
///
/// Each contestant is a program of its own that this process starts, so that all are measured alike (wait4(2)): processor
/// time, and the most memory that it had at once. The stand-in for KubeVirt's controllers is one process for all, and
/// counts for nobody.
struct ClusterContest: Sendable {
    let server: BenchmarkServer
    let worker: String
    let count: Int
    let abreast: Int
    let rounds: Int
    let contestants: [any ClusterContestant]

    func run() async throws -> ContestReport {
        for contestant in contestants { try await contestant.check() }
        try await server.defineMachines()
        return try await ClusterStandIn.working(by: worker) {
            var report = ContestReport(machines: count, abreast: abreast, rounds: rounds)
            report.floor = ProcessMemory.own?.resident ?? 0
            for contestant in contestants { report.programs[contestant.name] = try await contestant.version() }
            for round in 1...rounds {
                // Nobody is always the first, who meets a server that has rested.
                for contestant in Self.turns(contestants, in: round) {
                    complain("mayfly-bench: round \(round) of \(rounds): \(contestant.name)")
                    var sample = try await contestant.run(count: count, abreast: abreast)
                    (sample.round, sample.contestant) = (round, contestant.name)
                    report.samples.append(sample)
                    try await checkClean(after: contestant)
                }
            }
            return report
        }
    }

    /// In each round another one begins.
    static func turns<Element>(_ all: [Element], in round: Int) -> [Element] {
        let first = all.isEmpty ? 0 : (round - 1) % all.count
        return Array(all[first...] + all[..<first])
    }

    /// What one leaves would be in the others' way.
    private func checkClean(after contestant: any ClusterContestant) async throws {
        let left = try await server.client.list(VirtualMachineInstance.self, .virtualMachineInstances).items.count
        guard left == 0 else {
            throw ContestFailure("\(contestant.name) has left \(left) VMIs: kubectl delete vmi --all")
        }
    }
}

/// A program that does the work.
protocol ClusterContestant: Sendable {
    var name: String { get }
    /// Throws what is missing, with what to install.
    func check() async throws
    /// Of the program.
    func version() async throws -> String
    func run(count: Int, abreast: Int) async throws -> ContestSample
}

struct ContestFailure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
}
