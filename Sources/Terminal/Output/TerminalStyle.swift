/// What a program may do on one of its output streams.
package struct TerminalStyle: Hashable, Sendable {
    /// A person watches: lines may be redrawn.
    package let isLive: Bool
    package let hasColour: Bool
    package let width: Int

    package init(isLive: Bool, hasColour: Bool, width: Int = 80) {
        self.isLive = isLive
        self.hasColour = hasColour
        self.width = width
    }

    /// Neither redrawn lines nor colour.
    package static let plain = TerminalStyle(isLive: false, hasColour: false)

    /// Decides from the stream and the environment: `CI` and `TERM=dumb` end redrawing, `NO_COLOR` ends colour.
    package init(isTerminal: Bool, columns: Int?, environment: [String: String]) {
        let dumb = environment["TERM"] == nil || environment["TERM"] == "dumb"
        let noColour = !(environment["NO_COLOR"] ?? "").isEmpty
        isLive = isTerminal && !dumb && !Self.isOn(environment["CI"])
        hasColour = isTerminal && !dumb && !noColour
        width = max(20, columns ?? 80)
    }

    private static func isOn(_ value: String?) -> Bool {
        guard let value else { return false }
        return !["", "0", "false", "no"].contains(value.lowercased())
    }

    package func bold(_ text: String) -> String { hasColour ? "\u{1b}[1m\(text)\u{1b}[0m" : text }
    package func dim(_ text: String) -> String { hasColour ? "\u{1b}[2m\(text)\u{1b}[0m" : text }
    package func red(_ text: String) -> String { hasColour ? "\u{1b}[31m\(text)\u{1b}[0m" : text }
    package func green(_ text: String) -> String { hasColour ? "\u{1b}[32m\(text)\u{1b}[0m" : text }
}
