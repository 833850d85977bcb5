/// Finds the keys that leave a console in what a person types: `^]`.
package struct EscapeRecogniser: Sendable {
    private let sequence: [UInt8]
    private var matched = 0

    /// A sequence other than `^]`; not empty.
    package init(sequence: [UInt8] = [0x1d]) {
        precondition(!sequence.isEmpty, "an escape sequence has at least one byte")
        self.sequence = sequence
    }

    /// Takes what was typed and gives what is to be passed on. Bytes that may begin the sequence are kept until it
    /// is clear; with `isEscape` the sequence is complete, and what came after it is dropped.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> (pass: [UInt8], isEscape: Bool) {
        var pass: [UInt8] = []
        for byte in bytes {
            pass += step(byte)
            if matched == sequence.count {
                matched = 0
                return (pass, true)
            }
        }
        return (pass, false)
    }

    /// The bytes kept so far, when nothing more is typed.
    package mutating func flush() -> [UInt8] {
        defer { matched = 0 }
        return Array(sequence.prefix(matched))
    }

    private mutating func step(_ byte: UInt8) -> [UInt8] {
        let held = sequence.prefix(matched) + [byte]
        // The longest ending of what is held that the sequence begins with is still open.
        matched = (0...held.count).reversed().first { sequence.starts(with: held.suffix($0)) } ?? 0
        return Array(held.dropLast(matched))
    }
}
