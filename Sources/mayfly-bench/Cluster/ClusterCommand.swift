import Terminal

/// `mayfly-bench cluster`: many machines on an API server.
enum ClusterCommand {
    static let machines = Option("machines", .integer(1...10_000), "How many machines (default 1000).")
    static let abreast = Option("abreast", .integer(1...1000), "How many are made at once (default 64).")
    static let kubectl = Option("kubectl", .path.named("PROGRAM"), "Has kubectl do the same with as many VMIs.")
    static let standIn = Flag("stand-in", "Be the stand-in for KubeVirt's controllers, until a signal comes.")
    static let output = Option(
        "output", short: "o", .choice(of: BootCommand.Format.self), "How to print: text (default) or json.")

    static let spec = CommandSpec(
        "cluster", "Create, watch and delete machines by the thousand on an API server",
        discussion: """
            The API server is that of the kubeconfig's current context, which is given our definition of VMIs if it has \
            none. No machine runs: another process of ours moves VMIs through their phases in the place of KubeVirt's \
            controllers, so it has to be a server without them. Of each machine its record, its VMI and its two secrets are made and deleted.

            Counted are seconds by the clock and of this process's processor time, its peak memory, and the watches of VMIs \
            that the server has from it.
            """,
        options: [machines.spec, abreast.spec, kubectl.spec, standIn.spec, output.spec],
        exitCodes: [ExitCode("0", "Measured."), ExitCode("1", "A machine was not made, or is left.")],
        examples: [Example("mayfly-bench cluster --machines 100", "on the server of the current context")])

    /// Returns the exit status. A signal ends the machines first.
    static func run(_ invocation: Invocation) async -> Int32 {
        await interruptible(spec) { try await measure(invocation) }
    }

    private static func measure(_ invocation: Invocation) async throws -> Int32 {
        let server = try BenchmarkServer()
        if invocation[standIn] {
            try await ClusterStandIn(server.client).run()
            return 0
        }
        let report = try await ClusterBenchmark(
            server: server, count: invocation[machines] ?? 1000, abreast: invocation[abreast] ?? 64,
            kubectl: invocation[kubectl]
        ).run()
        print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
        return report.isClean ? 0 : 1
    }
}
