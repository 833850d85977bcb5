/// Turns bytes into Unicode scalars one by one; what is no UTF-8 becomes U+FFFD.
struct UTF8Decoder {
    private var value: UInt32 = 0
    private var missing = 0
    private var smallest: UInt32 = 0

    static let replacement: Unicode.Scalar = "\u{FFFD}"

    /// Whether the last bytes are the beginning of a character.
    var isInside: Bool { missing > 0 }

    /// The scalars that this byte completes: none within a character, two when it cuts one off and is one itself.
    mutating func decode(_ byte: UInt8, _ emit: (Unicode.Scalar) -> Void) {
        if missing > 0 {
            if byte & 0xC0 == 0x80 {
                value = value << 6 | UInt32(byte & 0x3F)
                missing -= 1
                // Too long a spelling, a surrogate or beyond Unicode: Scalar's own check takes the last two.
                if missing == 0 {
                    emit(value < smallest ? Self.replacement : Unicode.Scalar(value) ?? Self.replacement)
                }
                return
            }
            missing = 0
            emit(Self.replacement)
        }
        switch byte {
        case 0x00..<0x80: emit(Unicode.Scalar(byte))
        case 0xC2..<0xE0: begin(byte & 0x1F, 1, smallest: 0x80)
        case 0xE0..<0xF0: begin(byte & 0x0F, 2, smallest: 0x800)
        case 0xF0..<0xF5: begin(byte & 0x07, 3, smallest: 0x10000)
        default: emit(Self.replacement)
        }
    }

    private mutating func begin(_ bits: UInt8, _ count: Int, smallest: UInt32) {
        value = UInt32(bits)
        missing = count
        self.smallest = smallest
    }
}
