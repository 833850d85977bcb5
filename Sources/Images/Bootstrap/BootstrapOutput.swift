/// What mmdebstrap (with `--verbose`) has printed so far: how far it is, and what went wrong. A value.
package struct BootstrapOutput: Sendable {
    /// Between 0 and 1; never goes back.
    package private(set) var fraction = 0.0
    /// The last lines, oldest first.
    package private(set) var tail: [String] = []
    private var partial: [UInt8] = []
    private var toConfigure = 0
    private var steps = 0

    private static let mostLines = 20
    private static let longestLine = 4 << 10

    package init() {}

    package mutating func append(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            if byte == 0x0A {
                consume(String(decoding: partial, as: UTF8.self))
                partial = []
            } else if partial.count < Self.longestLine {
                partial.append(byte)
            }
        }
    }

    /// After the last bytes.
    package mutating func finish() {
        if !partial.isEmpty { consume(String(decoding: partial, as: UTF8.self)) }
        partial = []
    }

    private mutating func consume(_ line: String) {
        if !line.allSatisfy(\.isWhitespace) {
            tail.append(line)
            if tail.count > Self.mostLines { tail.removeFirst() }
        }
        if let stage = Self.stages.first(where: { line.hasPrefix($0.line) }) {
            reach(stage.fraction)
        } else if line.contains(" newly installed, "), let count = line.split(separator: " ").dropFirst(2).first {
            toConfigure = min(Int(count) ?? 0, 100_000)
            steps = 0
        } else if line.hasPrefix("Unpacking ") || line.hasPrefix("Setting up ") {
            steps += 1
            if toConfigure > 0, fraction >= Self.installing {
                reach(Self.installing + 0.5 * min(1, Double(steps) / Double(2 * toConfigure)))
            }
        }
    }

    private mutating func reach(_ value: Double) { fraction = max(fraction, value) }

    private static let installing = 0.35

    /// Shares of the time, as measured with a small system.
    private static let stages: [(line: String, fraction: Double)] = [
        ("I: running apt-get update", 0.02), ("I: downloading packages", 0.08), ("I: extracting archives", 0.15),
        ("I: installing essential packages", 0.2), ("I: installing remaining packages", installing),
        ("I: cleaning package lists", 0.88), ("I: creating tarball", 0.92), ("I: done", 1),
    ]
}
