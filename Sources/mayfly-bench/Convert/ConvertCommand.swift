import Glibc
import Terminal

/// `mayfly-bench convert`: machines a second from manifest to domain.
enum ConvertCommand {
    enum Format: String, CaseIterable, Sendable {
        case text, json
    }

    static let machines = Option(
        "machines", short: "n", .integer(1...1_000_000), "How many machines are converted (default 10000).")
    static let output = Option("output", short: "o", .choice(of: Format.self), "How to print: text (default) or json.")
    static let limit = Option(
        "assert-rate", .integer(1...10_000_000),
        "Exit with 1 when fewer machines a second go from values to domains on one processor.")

    static let spec = CommandSpec(
        "convert", "Validate, default and convert machines to domains",
        discussion: """
            Counted is the processor's time of one thread, from values and from JSON manifests, and of each step by itself. \
            The machines differ in shape and in what they say. The first one is also measured before anything is warm.
            """,
        options: [machines.spec, output.spec, limit.spec],
        exitCodes: [ExitCode("0", "Measured, and within --assert-rate."), ExitCode("1", "Slower than --assert-rate.")],
        examples: [
            Example("mayfly-bench convert --output json", "10,000 machines, for a file"),
            Example("mayfly-bench convert --assert-rate 5000", "for CI"),
        ])

    static func run(_ invocation: Invocation) -> Int32 {
        do {
            var report = try ConvertBenchmark(count: invocation[machines] ?? 10_000).run()
            var load = [0.0]
            getloadavg(&load, 1)
            report.load = load[0]
            print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
            if let limit = invocation[limit], report.perSecond.fromValues < Double(limit) {
                complain(
                    "mayfly-bench convert: \(Int(report.perSecond.fromValues)) machines a second, wanted are \(limit)")
                return 1
            }
            return 0
        } catch {
            complain("mayfly-bench convert: \(error)")
            return 1
        }
    }
}
