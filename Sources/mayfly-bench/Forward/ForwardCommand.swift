import Terminal

/// `mayfly-bench forward`: a guest's port on a cluster, beside a plain TCP proxy.
enum ForwardCommand {
    static let rounds = Option("rounds", short: "n", .integer(1...1000), "How many rounds are counted (default 5).")
    static let size = Option("mebibytes", .integer(1...65536), "How much goes through in each sample (default 256).")
    static let floor = Option(
        "assert-ratio", .integer(1...1000),
        "Exit with 1 when the websocket has less than so many percent of the proxy's throughput, either way.")
    static let endpoint = Flag("endpoint", "Be where the connections end, until a signal comes.")
    static let output = Option(
        "output", short: "o", .choice(of: BootCommand.Format.self), "How to print: text (default) or json.")

    static let spec = CommandSpec(
        "forward", "A guest's port on a cluster, beside a plain TCP proxy",
        discussion: """
            Bytes go through a port of this host's loopback to a guest's, as 'mayfly port' has it on a cluster: by a websocket \
            through the API server, whose place a process of ours takes. The proxy beside it is the same relay with a \
            TCP connection in the websocket's place. Both take turns, in both directions; one round before the first is not \
            counted.
            """,
        options: [rounds.spec, size.spec, floor.spec, endpoint.spec, output.spec],
        exitCodes: [ExitCode("0", "Measured."), ExitCode("1", "It failed, or the websocket is slower than asserted.")],
        examples: [Example("mayfly-bench forward --assert-ratio 80", "fail below 0.8 of a plain proxy's throughput")])

    /// Returns the exit status. A signal ends the endpoint first.
    static func run(_ invocation: Invocation) async -> Int32 {
        await interruptible(spec) { try await measure(invocation) }
    }

    private static func measure(_ invocation: Invocation) async throws -> Int32 {
        if invocation[endpoint] {
            try await ForwardEndpoint.run()
            return 0
        }
        let report = try await ForwardBenchmark(
            rounds: invocation[rounds] ?? 5, mebibytes: invocation[size] ?? 256
        ).run()
        print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
        guard let least = invocation[floor], report.ratio * 100 < Double(least) else { return 0 }
        complain("mayfly-bench forward: \(report.ratio) of a plain proxy's throughput is less than \(least) percent")
        return 1
    }
}
