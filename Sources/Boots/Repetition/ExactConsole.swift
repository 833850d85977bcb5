/// All that the console of a boot brought whose runs are the same, to the byte.
package struct ExactConsole: Sendable, Hashable {
    package var bytes: [UInt8]
    /// Whether the guest itself decided where it ends: with the byte that told the boot's end, or going off. The clock does so
    /// else, and then another run may have come less far, or farther.
    package var isWhole: Bool

    package init(bytes: [UInt8], isWhole: Bool) {
        self.bytes = bytes
        self.isWhole = isWhole
    }

    /// Where two consoles begin to differ; nil when they are the same as far as both have to go.
    package func difference(to other: ExactConsole) -> ConsoleDifference? {
        // Where the clock has ended one, the other need not have ended.
        let (one, two) = (
            other.isWhole ? bytes : Array(bytes.prefix(other.bytes.count)),
            isWhole ? other.bytes : Array(other.bytes.prefix(bytes.count))
        )
        return ConsoleDifference(one, two)
    }
}
