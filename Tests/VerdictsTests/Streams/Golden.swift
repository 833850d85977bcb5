import FoundationEssentials
import Testing

/// Transcripts and what is read of them; written anew by running the tests with MAYFLY_RECORD=1.
enum Golden {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appending(path: name), encoding: .utf8)
    }

    /// Compares a text with the file of that name, or writes the file.
    static func expect(_ found: String, matches name: String, sourceLocation: SourceLocation = #_sourceLocation) throws
    {
        if ProcessInfo.processInfo.environment["MAYFLY_RECORD"] == "1" {
            return try Data(found.utf8).write(to: directory.appending(path: name))
        }
        let known = try text(name)
        let pairs = zip(found.split(separator: "\n"), known.split(separator: "\n"))
        let first = pairs.first { $0 != $1 }.map { "\n  found  \($0)\n  golden \($1)" } ?? " none, one is longer"
        #expect(found == known, "\(name): first different line:\(first)", sourceLocation: sourceLocation)
    }
}
