public import Lifecycle
public import Machines
package import Verdicts

/// What a boot came to, with what it said of itself.
public struct BootResult: Sendable {
    /// How it ended.
    public var end: BootEnd
    /// What the kernel and the firmware reported, in the order of their ends.
    public var reports: [BootReport]
    /// How many more it reported, of which only the observer was told: a storm's first thousand are kept.
    public var furtherReports = 0
    /// Those expectations that were met.
    public var met: [BootExpectation]
    /// The run id of its machine.
    public var run: String
    /// What ran its instructions.
    public var accelerator: Accelerator
    /// What explains it, when it was asked for: see ``Machine/artifacts(limits:)``.
    public var artifacts: [Artifact] = []
    /// The kernel's coverage, when it was asked for and could be had.
    public var coverage: BootCoverage?
    /// What the command touched in the kernel, when it was asked for and could be had.
    public var kcov: BootKcov?
    /// What it printed, where its runs are the same.
    package var console: ExactConsole?
    /// Streams of results, the console's first.
    package var documents: [TestDocument] = []
    package var kernel: KernelFiles
    package var root: BootRoot?
    /// Whether what else was asked for of it could be had: coverage, packets, a recording.
    package var isWhole = true
}

/// One report of the kernel or the firmware.
public struct BootReport: Sendable, Hashable {
    /// Its class: `panic`, `warning`, `kasan` and so on, as `mayfly boot --fail-on` has them.
    public var kind: String
    /// `fatal`, `error`, `warning` or `note`.
    public var severity: String
    /// What the guest gave as its reason.
    public var reason: String
    /// Whether it makes the boot fail.
    public var fails: Bool
    /// The console's lines that belong to it.
    public var lines: [String]
    package var traces: [BootTrace]
}

extension BootReport {
    package init(_ verdict: ConsoleVerdict, fails: Bool, traces: [BootTrace]) {
        self.init(
            kind: verdict.kind.rawValue, severity: verdict.severity.rawValue, reason: verdict.reason, fails: fails,
            lines: verdict.lines.map(\.text), traces: traces)
    }
}
