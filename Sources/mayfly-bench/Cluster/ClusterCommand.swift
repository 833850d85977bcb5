import ClusterWork
import Host
import Kubernetes
import Terminal

/// `mayfly-bench cluster`: many machines on an API server.
enum ClusterCommand {
    static let machines = Option("machines", .integer(1...10_000), "How many machines (default 1000).")
    static let abreast = Option("abreast", .integer(1...1000), "How many are made at once (default 64).")
    static let compare = Flag(
        "compare", "Compare with kubectl and python's client: as many VMIs created, watched until they run, deleted.")
    static let rounds = Option("rounds", short: "n", .integer(1...100), "How many rounds of each (default 3).")
    static let kubectl = Option("kubectl", .path.named("PROGRAM"), "Which kubectl to compare with (default: on PATH).")
    static let python = Option(
        "python", .path.named("PROGRAM"), "Which python, with its kubernetes client (default /usr/bin/python3).")
    static let assert = Flag(
        "assert", "Exit with 1 unless we were faster than the others, by the clock and in processor time, in 64 MiB.")
    static let worker = Option(
        "worker", .path.named("PROGRAM"), "The program that does our part (default: cluster-worker beside this one).")
    static let output = Option(
        "output", short: "o", .choice(of: BootCommand.Format.self), "How to print: text (default) or json.")

    static let spec = CommandSpec(
        "cluster", "Create, watch and delete machines by the thousand on an API server",
        discussion: """
            The API server is that of the kubeconfig's current context, which is given our definition of VMIs if it has \
            none. No machine runs: another process of ours moves VMIs through their phases in the place of KubeVirt's \
            controllers, so it has to be a server without them. Of each machine its record, its VMI and its secrets are made \
            and deleted.

            Our part is done by cluster-worker, a process with nothing in it but what a cluster needs. Counted are its seconds \
            by the clock and of processor time, its memory before, with all machines and at most, and the watches of VMIs \
            that the server has from it.

            With --compare each contestant is a process (kubectl: three) that this one starts and awaits, in turns, so that \
            all are measured alike, from their start to their end: processor time and the most memory, as the system counts \
            them of the dead, and what the watch told. The process that moves VMIs on is the same for all and counts for \
            nobody. The JSON has every sample.
            """,
        options: [
            machines.spec, abreast.spec, compare.spec, rounds.spec, kubectl.spec, python.spec, assert.spec,
            worker.spec, output.spec,
        ],
        exitCodes: [
            ExitCode("0", "Measured."), ExitCode("1", "A machine was not made, or is left, or --assert does not hold."),
        ],
        examples: [
            Example("mayfly-bench cluster --machines 100", "on the server of the current context"),
            Example("mayfly-bench cluster --compare --output json", "every sample, ours and the others'"),
        ])

    /// Returns the exit status. A signal ends the machines first.
    static func run(_ invocation: Invocation) async -> Int32 {
        await interruptible(spec) { try await measure(invocation) }
    }

    /// In the directory of this program.
    private static var besides: String {
        let own = FileSystem.linkTarget("/proc/self/exe") ?? ""
        return own[..<(own.lastIndex(of: "/") ?? own.startIndex)] + "/cluster-worker"
    }

    private static func measure(_ invocation: Invocation) async throws -> Int32 {
        let server = try BenchmarkServer()
        let (count, abreast) = (invocation[machines] ?? 1000, invocation[abreast] ?? 64)
        let worker = invocation[worker] ?? Self.besides
        if invocation[compare] { return try await contest(invocation, server, worker, count, abreast) }
        let report = try await ClusterBenchmark(
            server: server, worker: worker, count: count, abreast: abreast
        ).run()
        print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
        return report.isClean ? 0 : 1
    }

    private static func contest(
        _ invocation: Invocation, _ server: BenchmarkServer, _ worker: String, _ count: Int, _ abreast: Int
    ) async throws -> Int32 {
        let namespace = server.client.namespace
        let contestants: [any ClusterContestant] = [
            OwnContestant(kind: .client, worker: worker), OwnContestant(kind: .machines, worker: worker),
            KubectlContestant(
                program: invocation[kubectl] ?? FileSystem.program("kubectl") ?? "kubectl", namespace: namespace),
            PythonContestant(program: invocation[python] ?? "/usr/bin/python3", namespace: namespace),
        ]
        let report = try await ClusterContest(
            server: server, worker: worker, count: count, abreast: abreast, rounds: invocation[rounds] ?? 3,
            contestants: contestants
        ).run()
        print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
        guard invocation[assert] else { return 0 }
        for miss in report.misses { complain("mayfly-bench cluster: \(miss)") }
        return report.misses.isEmpty ? 0 : 1
    }
}
