import FoundationEssentials

/// Transcripts.
enum Golden {
    private static let directory = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")

    static func text(_ name: String) throws -> String {
        try String(contentsOf: directory.appending(path: name), encoding: .utf8)
    }
}
