extension JUnitReport {
    /// The document, with a line end.
    package var text: String {
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>"]
        let counts = JUnitCounts(suites.lazy.flatMap(\.cases))
        lines.append(tag("testsuites", [("name", name)] + counts.attributes))
        for (number, suite) in suites.enumerated() { lines += suite.lines(number) }
        lines.append("</testsuites>")
        return lines.joined(separator: "\n") + "\n"
    }
}

extension JUnitSuite {
    fileprivate func lines(_ number: Int) -> [String] {
        var attributes = [("id", "\(number)"), ("name", name)]
        if let timestamp { attributes.append(("timestamp", timestamp)) }
        var lines = ["  " + tag("testsuite", attributes + JUnitCounts(cases).attributes)]
        if !properties.isEmpty {
            lines.append("    <properties>")
            lines += properties.map {
                "      " + tag("property", [("name", $0.name), ("value", $0.value)], isEmpty: true)
            }
            lines.append("    </properties>")
        }
        for one in cases { lines += one.lines }
        return lines + ["  </testsuite>"]
    }
}

extension JUnitCase {
    fileprivate var lines: [String] {
        let attributes = [("classname", className), ("name", name), ("time", seconds(duration))]
        var inner: [String] = []
        switch outcome {
        case .passed: break
        case .failed(let kind, let message, let details):
            inner.append(element("failure", [("message", message), ("type", kind)], details))
        case .error(let kind, let message, let details):
            inner.append(element("error", [("message", message), ("type", kind)], details))
        case .skipped(let reason): inner.append(tag("skipped", [("message", reason)], isEmpty: true))
        }
        if !output.isEmpty { inner.append(element("system-out", [], output)) }
        if !errorOutput.isEmpty { inner.append(element("system-err", [], errorOutput)) }
        guard !inner.isEmpty else { return ["    " + tag("testcase", attributes, isEmpty: true)] }
        return ["    " + tag("testcase", attributes)] + inner.map { "      " + $0 } + ["    </testcase>"]
    }
}

extension JUnitCounts {
    fileprivate var attributes: [(String, String)] {
        [
            ("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "\(errors)"), ("skipped", "\(skipped)"),
            ("time", seconds(time)),
        ]
    }
}

private func tag(_ name: String, _ attributes: [(String, String)], isEmpty: Bool = false) -> String {
    let words = attributes.map { " \($0.0)=\"\(XMLText.attribute($0.1))\"" }.joined()
    return "<\(name)\(words)\(isEmpty ? "/" : "")>"
}

private func element(_ name: String, _ attributes: [(String, String)], _ text: String) -> String {
    "\(tag(name, attributes))\(XMLText.content(text))</\(name)>"
}

/// With three places and a point, whatever the locale.
private func seconds(_ duration: Duration) -> String {
    let milliseconds =
        max(0, duration.components.seconds) * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
    let fraction = String(1000 + max(0, milliseconds) % 1000).dropFirst()
    return "\(max(0, milliseconds) / 1000).\(fraction)"
}
