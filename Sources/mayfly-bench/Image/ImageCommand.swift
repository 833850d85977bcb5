import Host
import Mayfly
import Terminal

/// `mayfly-bench image`: what images cost, by us and by the programs that one would use instead, in turns.
enum ImageCommand {
    enum Format: String, CaseIterable, Sendable {
        case text, json
    }

    static let fixture = Option(
        "fixture", .path.named("FILE"), "The disk that steps are done on (default Fixtures/debian-12.yaml).")
    static let rounds = Option(
        "rounds", short: "n", .integer(1...100), "How many rounds of each kind are counted (default 5).")
    static let only = RepeatedOption("only", .choice(of: ImagePart.self), "Only this part; all when left out.")
    static let output = Option("output", short: "o", .choice(of: Format.self), "How to print: text (default) or json.")

    static let spec = CommandSpec(
        "image", "Customize, import and download images by us and by others, in turns",
        discussion: """
            steps: the same ten operations by us, each in a layer of its own, and by virt-customize, on an overlay that \
            qemu-img makes. cached: the same recipe again, by the library and by the mayfly command beside this program. \
            import: a sparse 2 GiB disk in qcow2.xz, against xz and qemu-img convert by way of a file. download: 1 GiB from \
            a local nginx with its SHA-256, against curl, which computes none.

            What a part needs that is not installed is told, and the others are measured. One round before the first is not \
            counted. Everything lies in the cache's directory while it is used, some 6 GiB.
            """,
        options: [fixture.spec, rounds.spec, only.spec, output.spec],
        exitCodes: [ExitCode("0", "Measured."), ExitCode("1", "Something of ours failed.")],
        examples: [
            Example("mayfly-bench image --output json", "every sample, for a file"),
            Example("mayfly-bench image --only steps --rounds 3", "the ten operations alone"),
        ])

    /// Returns the exit status. A signal ends what runs first.
    static func run(_ invocation: Invocation) async -> Int32 {
        await interruptible(spec) { try await measure(invocation) }
    }

    private static func measure(_ invocation: Invocation) async throws -> Int32 {
        let chosen = invocation[only]
        let benchmark = ImageBenchmark(
            fixture: try Fixture(path: invocation[fixture] ?? "Fixtures/debian-12.yaml"),
            rounds: invocation[rounds] ?? 5, parts: chosen.isEmpty ? ImagePart.allCases : chosen)
        let report = try await benchmark.run()
        print(invocation[output] == .json ? try JSONText.pretty(report) : report.text, terminator: "")
        return 0
    }
}

/// What is measured.
enum ImagePart: String, CaseIterable, Sendable {
    case steps, cached, `import`, download
}
