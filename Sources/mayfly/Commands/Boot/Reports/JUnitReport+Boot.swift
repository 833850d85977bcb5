import Boots
import JUnit
import Verdicts

extension JUnitReport {
    /// A suite for the boot, with a case for the boot itself and one for each line that was expected; and a suite for each
    /// test with subtests among its results.
    init(_ summary: BootSummary) {
        let name = "mayfly boot"
        var suite = JUnitSuite(name, properties: [.init("kernel arguments", summary.commandLine)])
        if let kernel = summary.kernel, !kernel.version.isEmpty {
            suite.properties.append(.init("kernel", kernel.version))
        }
        suite.cases = [
            JUnitCase(
                "boot", of: name, duration: .microseconds(Int64(summary.total * 1000)), outcome: summary.junitOutcome,
                output: summary.reports.flatMap(\.lines).joined(separator: "\n"))
        ]
        for expectation in summary.expectations {
            suite.cases.append(
                JUnitCase(
                    "console shows \(expectation.pattern)", of: name,
                    outcome: expectation.isMet
                        ? .passed : .failed(kind: "missed", message: "it did not show", details: summary.reason)))
        }
        self.init(name, suites: [suite] + summary.results.flatMap { $0.suites(named: "results") })
    }
}

extension JUnitReport {
    /// The same for each of several runs.
    init(runs: [BootSummary]) {
        let suites = runs.enumerated().flatMap { index, summary in
            JUnitReport(summary).suites.map { suite in
                var suite = suite
                suite.name = "run \(index + 1): \(suite.name)"
                return suite
            }
        }
        self.init("mayfly boot", suites: suites)
    }
}

extension BootSummary {
    fileprivate var junitOutcome: JUnitCase.Outcome {
        let details = reports.filter(\.fails).flatMap(\.lines).joined(separator: "\n")
        let first = reason.split(separator: "\n").first.map(String.init) ?? reason
        return switch outcome {
        // Results and expectations have cases of their own.
        case .passed, .missed: .passed
        case .tests where !results.isEmpty: .passed
        case .error: .error(kind: "error", message: first, details: reason)
        case .command, .tests, .kernel, .timeout:
            .failed(kind: outcome.rawValue, message: first, details: details.isEmpty ? reason : details)
        }
    }
}
