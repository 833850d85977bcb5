package import JUnit

extension TestDocument {
    /// One suite for each test that has subtests, and one for those that stand alone; a case for each leaf.
    package func suites(named name: String) -> [JUnitSuite] {
        var alone = JUnitSuite(name)
        var suites: [JUnitSuite] = []
        for node in nodes {
            guard !node.children.isEmpty else {
                alone.cases.append(node.junitCase(node.junitName, of: name))
                continue
            }
            var suite = JUnitSuite(node.junitName)
            node.addCases(to: &suite, path: "")
            suites.append(suite)
        }
        if nodes.isEmpty, let skipReason {
            alone.cases.append(JUnitCase("all", of: name, outcome: .skipped(skipReason)))
        }
        if !problems.isEmpty || bailOut != nil {
            // What was read counts as it is; that something may be missing must not look like success.
            let lines = problems.map(\.description)
            let message = bailOut.map { "Bail out! \($0)" } ?? lines[0]
            alone.cases.append(
                JUnitCase(
                    "the stream of results", of: name,
                    outcome: .error(kind: "stream", message: message, details: lines.joined(separator: "\n"))))
        }
        return (alone.cases.isEmpty ? [] : [alone]) + suites
    }
}

extension TestNode {
    fileprivate var junitName: String { name.isEmpty ? "\(number)" : name }

    fileprivate func addCases(to suite: inout JUnitSuite, path: String) {
        for child in children {
            let name = path + child.junitName
            if child.children.isEmpty {
                suite.cases.append(child.junitCase(name, of: suite.name))
            } else {
                child.addCases(to: &suite, path: name + " / ")
            }
        }
        // It failed by itself: a crash behind its last subtest, a time limit.
        let isOwn = status.isFailure && !children.contains(where: \.hasFailed)
        if isOwn || status == .incomplete {
            suite.cases.append(junitCase(path.isEmpty ? junitName : path + "itself", of: suite.name))
        }
    }

    fileprivate func junitCase(_ name: String, of className: String) -> JUnitCase {
        let duration = milliseconds.map { Duration.microseconds(Int64($0 * 1000)) } ?? .zero
        return JUnitCase(
            name, of: className, duration: duration, outcome: junitOutcome,
            output: status.isFailure ? output.joined(separator: "\n") : "")
    }

    private var junitOutcome: JUnitCase.Outcome {
        let details = (diagnostics + yaml).joined(separator: "\n")
        func message(_ word: String) -> String { reason.isEmpty ? word : reason }
        return switch status {
        case .passed: .passed
        case .skipped: .skipped(reason)
        case .expectedFailure: .skipped(reason.isEmpty ? "expected to fail" : "expected to fail: \(reason)")
        case .failed: .failed(kind: "not ok", message: message("not ok"), details: details)
        case .timedOut: .failed(kind: "timeout", message: message("it timed out"), details: details)
        case .error: .error(kind: "error", message: message("error"), details: details)
        case .incomplete: .error(kind: "incomplete", message: message("its result never came"), details: details)
        }
    }
}
