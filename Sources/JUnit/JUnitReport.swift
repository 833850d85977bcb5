/// What a run of tests came to, in the form that CI systems read: JUnit's XML, in the dialect of Ant and Jenkins.
package struct JUnitReport: Sendable, Hashable {
    /// What ran the tests.
    package var name: String
    package var suites: [JUnitSuite]

    package init(_ name: String, suites: [JUnitSuite] = []) {
        self.name = name
        self.suites = suites
    }
}

/// Cases that belong together, in the order in which they ran.
package struct JUnitSuite: Sendable, Hashable {
    package struct Property: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var name: String
    /// When it began, as ISO 8601 has it without a zone: `2026-01-31T12:00:00`. Nil leaves it out.
    package var timestamp: String?
    package var properties: [Property]
    package var cases: [JUnitCase]

    package init(
        _ name: String, timestamp: String? = nil, properties: [Property] = [], cases: [JUnitCase] = []
    ) {
        self.name = name
        self.timestamp = timestamp
        self.properties = properties
        self.cases = cases
    }
}

/// One case, and how it ended.
package struct JUnitCase: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        case passed
        /// What was tested is not as it should be. The details are for people; `kind` is for sorting.
        case failed(kind: String, message: String, details: String)
        /// It could not be told.
        case error(kind: String, message: String, details: String)
        case skipped(String)
    }

    package var name: String
    /// What readers of the report group by.
    package var className: String
    package var duration: Duration
    package var outcome: Outcome
    /// Empty leaves it out.
    package var output: String
    package var errorOutput: String

    package init(
        _ name: String, of className: String, duration: Duration = .zero, outcome: Outcome = .passed,
        output: String = "", errorOutput: String = ""
    ) {
        self.name = name
        self.className = className
        self.duration = duration
        self.outcome = outcome
        self.output = output
        self.errorOutput = errorOutput
    }
}

/// How many cases there are, and how many of each end.
struct JUnitCounts {
    var tests = 0
    var failures = 0
    var errors = 0
    var skipped = 0
    var time = Duration.zero

    init(_ cases: some Sequence<JUnitCase>) {
        for one in cases {
            tests += 1
            time += one.duration
            switch one.outcome {
            case .passed: break
            case .failed: failures += 1
            case .error: errors += 1
            case .skipped: skipped += 1
            }
        }
    }
}
