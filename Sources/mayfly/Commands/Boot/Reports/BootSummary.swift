import Boots
import Mayfly
import Provenance
import Terminal
import Verdicts

/// What `mayfly boot --output json` prints: what was booted, what the guest said of itself, how it ended, and where the time
/// went.
struct BootSummary: Encodable {
    enum Outcome: String, Encodable {
        case passed, command, tests, missed, kernel, timeout, error
    }

    struct Kernel: Encodable {
        var image: String
        var version: String
        var modules: String?
        var symbols: String?
    }

    struct Root: Encodable {
        var path: String
        /// `9p`, `virtiofs` or `image`.
        var by: String
    }

    struct Report: Encodable {
        struct Frame: Encodable {
            var frame: String
            var isReliable: Bool
            /// `file:line` of the function and of what is inlined there, the innermost first.
            var places: [String]
        }
        struct Trace: Encodable {
            var title: String
            var frames: [Frame]
        }
        var kind: String
        var severity: String
        var reason: String
        var fails: Bool
        var lines: [String]
        var traces: [Trace]
    }

    struct Coverage: Encodable {
        var path: String
        var files: Int
        var hasKcov: Bool
    }

    struct Kcov: Encodable {
        var path: String
        /// `lines`, of lcov, or `addresses`.
        var form: String
        var addresses: Int
        var lines: Int
        var files: Int
        var unplaced: Int
        var tasks: Int
        var uncovered: Int
        var overflows: Int
    }

    struct Expectation: Encodable {
        var pattern: String
        var isMet: Bool
    }

    var kernel: Kernel?
    /// What the command had for its root, and how.
    var root: Root?
    /// The whole command line of the kernel.
    var commandLine: String
    var command: [String]
    var outcome: Outcome
    /// How it ended, in a sentence.
    var reason: String
    /// What this process exits with.
    var exitStatus: Int32
    var reports: [Report] = []
    /// How many more there were, of which nothing is kept.
    var furtherReports = 0
    var expectations: [Expectation] = []
    var results: [TestDocument] = []
    /// What is another than in the manifest of --from.
    var differences: [BootManifest.Difference] = []
    /// What was asked for and could not be had, such as a recording, each with its reason.
    var lost: [String] = []
    /// The directory with the kernel's coverage, and how many files have counts there.
    var coverage: Coverage?
    /// What the command touched in the kernel.
    var kcov: Kcov?
    var run: String?
    var accelerator: String?
    /// Milliseconds by phase; phases that did not take place are absent.
    var phases: [String: Double] = [:]
    /// Milliseconds from the call to the end.
    var total: Double

    init(_ boot: Boot, _ ended: Result<BootResult, any Error>, _ timeline: Timeline) {
        commandLine = boot.commandLine
        command = boot.command
        for entry in timeline.entries { phases[entry.phase.rawValue, default: 0] += entry.length.milliseconds }
        total = timeline.elapsed.milliseconds
        switch ended {
        case .failure(let error):
            outcome = .error
            reason = "\(error)"
            exitStatus = (error as? EndedBySignal)?.signal.exitCode ?? ExitStatus.of(error)
        case .success(let result):
            outcome = Outcome(result.end)
            reason = "\(result.end)"
            let status = BootExitStatus.of(result.end)
            exitStatus = status == 0 && !result.isWhole ? ExitStatus.neverRan : status
            kernel = Kernel(
                image: result.kernel.image, version: result.kernel.version, modules: result.kernel.modules,
                symbols: result.kernel.symbols)
            root = result.root.map { Root(path: $0.path, by: $0.way.rawValue) }
            reports = result.reports.map(Report.init)
            furtherReports = result.furtherReports
            results = result.documents
            coverage = result.coverage.map { Coverage(path: $0.path, files: $0.files, hasKcov: $0.hasKcov) }
            kcov = result.kcov.map(Kcov.init)
            (run, accelerator) = (result.run, result.accelerator.rawValue)
            expectations = boot.expectations.map {
                Expectation(pattern: "\($0.pattern)", isMet: result.met.contains($0))
            }
        }
    }
}

extension BootSummary.Kcov {
    fileprivate init(_ kcov: BootKcov) {
        self.init(
            path: kcov.path, form: kcov.form.rawValue, addresses: kcov.addresses, lines: kcov.lines, files: kcov.files,
            unplaced: kcov.unplaced, tasks: kcov.tasks, uncovered: kcov.uncovered, overflows: kcov.overflows)
    }
}

extension BootSummary.Outcome {
    fileprivate init(_ end: BootEnd) {
        switch end {
        case .passed: self = .passed
        case .commandExited, .programExited: self = .command
        case .testsFailed: self = .tests
        case .missed: self = .missed
        case .kernelFailed: self = .kernel
        case .timedOut: self = .timeout
        }
    }
}

extension BootSummary.Report {
    fileprivate init(_ report: BootReport) {
        self.init(
            kind: report.kind, severity: report.severity, reason: report.reason, fails: report.fails,
            lines: report.lines,
            traces: report.traces.map { trace in
                Trace(
                    title: trace.title,
                    frames: trace.frames.map {
                        Frame(
                            frame: "\($0.frame)", isReliable: $0.frame.isReliable,
                            places: $0.places.map { "\($0)" })
                    })
            })
    }
}
