import FoundationEssentials
import Testing

/// The project's directory.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

/// Files that hold what a test expects; written anew by running the tests with MAYFLY_RECORD=1.
enum Golden {
    static let directory = repository + "/Tests/DomainXMLTests/Golden"

    static func path(_ name: String) -> String { "\(directory)/\(name).xml" }

    /// Compares a text with the file of that name, or writes the file.
    static func expect(_ text: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        if ProcessInfo.processInfo.environment["MAYFLY_RECORD"] == "1" {
            try Data(text.utf8).write(to: URL(filePath: path(name)))
            return
        }
        let known = try? String(contentsOf: URL(filePath: path(name)), encoding: .utf8)
        let file = try #require(
            known, "there is no \(path(name)); record it with MAYFLY_RECORD=1", sourceLocation: sourceLocation)
        let lines = (ours: text.split(separator: "\n"), theirs: file.split(separator: "\n"))
        let first = zip(lines.ours, lines.theirs).first { $0 != $1 }
        let difference = first.map { "first different line:\n  ours   \($0)\n  golden \($1)" } ?? "one is longer"
        #expect(text == file, "\(path(name)) is not what we write; \(difference)", sourceLocation: sourceLocation)
    }
}
