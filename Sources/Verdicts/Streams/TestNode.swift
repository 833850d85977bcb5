/// One test of a stream, with its subtests.
package struct TestNode: Sendable, Hashable, Codable {
    package enum Status: String, Sendable, Hashable, Codable {
        case passed
        case failed
        case skipped
        /// It failed, as is known that it does: `TODO`, `XFAIL`.
        case expectedFailure = "expected-failure"
        case timedOut = "timed-out"
        /// It could not be carried out.
        case error
        /// Its subtests began, and its result never came.
        case incomplete

        package var isFailure: Bool {
            switch self {
            case .failed, .timedOut, .error, .incomplete: true
            case .passed, .skipped, .expectedFailure: false
            }
        }
    }

    /// As the stream says it; the next in order where it says none.
    package var number: Int
    /// Empty where the stream gives none.
    package var name: String
    package var status: Status
    /// What stands behind the `#`: the reason of a skip, `exit=1`.
    package var reason: String
    /// The line of its result, from 1. Of an incomplete test, the line at which it was missing.
    package var line: Int
    package var children: [TestNode] = []
    /// Lines with `#` that belong to it, without that.
    package var diagnostics: [String] = []
    /// The YAML block behind its result, without its marks and indentation.
    package var yaml: [String] = []
    /// Other lines that came while it ran: the kernel's messages, its own output.
    package var output: [String] = []

    package init(_ name: String, number: Int, status: Status, reason: String = "", line: Int) {
        self.name = name
        self.number = number
        self.status = status
        self.reason = reason
        self.line = line
    }

    /// Whether it or a subtest failed.
    package var hasFailed: Bool { status.isFailure || children.contains(where: \.hasFailed) }

    /// From the YAML block's `duration_ms`, where there is one.
    package var milliseconds: Double? {
        yaml.lazy.filter { $0.hasPrefix("duration_ms:") }.first
            .flatMap { Double($0.dropFirst("duration_ms:".count).drop { $0 == " " }) }
            .flatMap { $0.isFinite && $0 >= 0 && $0 < 1e12 ? $0 : nil }
    }
}

/// What is wrong with a stream, told where it was seen. Results that were read count nevertheless.
package struct TestProblem: Sendable, Hashable, Codable, CustomStringConvertible {
    /// Counts from 1.
    package var line: Int
    package var message: String

    package init(_ line: Int, _ message: String) {
        self.line = line
        self.message = message
    }

    package var description: String { "line \(line): \(message)" }
}

/// One stream of results from its version line to its end; a console may carry several.
package struct TestDocument: Sendable, Hashable, Codable {
    package enum Dialect: String, Sendable, Hashable, Codable {
        case ktap
        /// TAP 13 and 14, and 12, which has no version line.
        case tap
    }

    package var dialect: Dialect
    /// Of its first line, from 1.
    package var line: Int
    package var plan: Int?
    /// Why the whole was skipped: `1..0 # SKIP …`.
    package var skipReason: String?
    /// Why it gave up: `Bail out! …`.
    package var bailOut: String?
    package var nodes: [TestNode] = []
    /// What belongs to no test, such as totals.
    package var diagnostics: [String] = []
    package var problems: [TestProblem] = []

    package init(_ dialect: Dialect, line: Int) {
        self.dialect = dialect
        self.line = line
    }

    /// Whether a test failed, or the stream is not to be trusted.
    package var hasFailed: Bool { bailOut != nil || !problems.isEmpty || nodes.contains(where: \.hasFailed) }
}
