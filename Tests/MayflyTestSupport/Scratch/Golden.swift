import Host
package import Testing

/// Compares a text with a file beside the test's source; `MAYFLY_RECORD=1` writes the file instead.
package func expectGolden(
    _ text: String, _ name: String, beside testFile: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let directory = testFile.split(separator: "/").dropLast().joined(separator: "/")
    let file = "/\(directory)/Golden/\(name)"
    if ProcessEnvironment.current["MAYFLY_RECORD"] == "1" {
        try FileSystem.makeDirectory("/\(directory)/Golden", mode: 0o755)
        try FileSystem.write(Array(text.utf8), to: file, mode: 0o644)
        return
    }
    guard let golden = FileSystem.text(file) else {
        Issue.record(
            "\(file) is not there; run the test with MAYFLY_RECORD=1 to make it", sourceLocation: sourceLocation)
        return
    }
    if golden == text { return }
    let (old, new) = (
        golden.split(separator: "\n", omittingEmptySubsequences: false),
        text.split(separator: "\n", omittingEmptySubsequences: false)
    )
    let line = zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
    func shown(_ lines: [Substring]) -> String { line < lines.count ? String(lines[line]) : "(the end)" }
    Issue.record(
        """
        differs from \(name), first at line \(line + 1); if that is meant, run the test with MAYFLY_RECORD=1
        - \(shown(old))
        + \(shown(new))
        """, sourceLocation: sourceLocation)
}
