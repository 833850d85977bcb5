import FoundationEssentials
import Glibc
import Host

/// Where a disk of the store came from: what was done to make it of the one beneath it, when, and by what.
package struct ImageRecord: Sendable, Hashable, Codable {
    /// What was done, in few words.
    package var summary: String
    /// What is known beyond that, such as `url`, `sha256` or `manifest`; no secrets.
    package var details: [String: String]
    /// Seconds since 1970.
    package var created: Int
    /// How long it took, in milliseconds.
    package var milliseconds: Int
    /// Versions of what made it, by name.
    package var tools: [String: String]
    /// What was done before, from the first on, where the disk holds that too; nil where it is in the disks beneath.
    package var earlier: [ImageRecord]?

    package init(
        summary: String, details: [String: String] = [:], created: Int = time(nil), milliseconds: Int = 0,
        tools: [String: String] = [:]
    ) {
        self.summary = summary
        self.details = details
        self.created = created
        self.milliseconds = milliseconds
        self.tools = tools
    }

    /// The record of something that was just done.
    static func made(
        _ summary: String, details: [String: String] = [:], since start: ContinuousClock.Instant
    ) async -> ImageRecord {
        ImageRecord(
            summary: summary, details: details, milliseconds: Int(start.duration(to: .now) / .milliseconds(1)),
            tools: await ToolVersions.shared.found())
    }

    /// Whether the disk came as it is, from a file or from another host.
    var isBrought: Bool { details["url"] != nil || details["path"] != nil }

    /// The same for a disk that holds all that is beneath it too, of which these are the records, from the lowest up.
    func holding(_ beneath: [ImageRecord]) -> ImageRecord {
        var record = self
        record.earlier = beneath.flatMap(\.history)
        return record
    }

    /// All that was done to make its disk of what is beneath, in that order; none of them says what was earlier.
    package var history: [ImageRecord] {
        var last = self
        last.earlier = nil
        return (earlier ?? []) + [last]
    }

    /// The record of a disk; nil for one that was made before there were records, or by hand.
    static func read(_ path: String) -> ImageRecord? {
        guard let bytes = try? FileSystem.read(path) else { return nil }
        return try? JSONDecoder().decode(ImageRecord.self, from: Data(bytes))
    }

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and numbers can always be written.
        return (try? encoder.encode(self)).map(Array.init) ?? []
    }
}
