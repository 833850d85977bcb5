/// Cuts what a console sends into lines, whatever pieces it comes in. Memory is bounded whatever the guest sends.
package struct ConsoleLines: Sendable {
    /// The most bytes of a line; a longer one is cut here.
    package static let longestLine = 8 << 10

    private var raw: [UInt8] = []
    private var screen = Screen()
    private var decoder = UTF8Decoder()
    private var count = 0

    package init() {}

    /// The lines that these bytes complete.
    package mutating func append(_ bytes: some Sequence<UInt8>) -> [ConsoleLine] {
        var complete: [ConsoleLine] = []
        for byte in bytes {
            raw.append(byte)
            if byte == 0x0A {
                complete.append(cut())
                continue
            }
            decoder.decode(byte) { screen.take($0) }
            // Not within a character: both halves would be unreadable.
            if raw.count >= Self.longestLine && !decoder.isInside { complete.append(cut(early: true)) }
        }
        return complete
    }

    /// The line that has begun but not ended, such as a prompt; nil when nothing of it is there yet.
    package var partial: ConsoleLine? {
        raw.isEmpty ? nil : ConsoleLine(number: count, raw: raw, text: screen.text)
    }

    /// Ends the last line, when the console is closed.
    package mutating func finish() -> ConsoleLine? {
        raw.isEmpty ? nil : cut()
    }

    private mutating func cut(early: Bool = false) -> ConsoleLine {
        if decoder.isInside {
            decoder = UTF8Decoder()
            screen.take(UTF8Decoder.replacement)
        }
        let line = ConsoleLine(number: count, raw: raw, text: screen.text, isCut: early)
        count += 1
        raw.removeAll(keepingCapacity: true)
        screen.clear()
        // A sequence that was never ended must not swallow the next line, which may be a panic.
        if !early { screen.leaveSequence() }
        return line
    }
}
