/// A place on a PCI bus, such as `0000:81:01.0`.
package struct PCIAddress: Sendable, Hashable {
    package var domain: String
    package var bus: String
    package var slot: String
    package var function: String

    /// Four, two and two hexadecimal digits and an octal one; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let last = parts[2].split(separator: ".", omittingEmptySubsequences: false)
        guard last.count == 2, last[1].utf8.count == 1, ("0"..."7").contains(last[1]) else { return nil }
        for (digits, count) in [(parts[0], 4), (parts[1], 2), (last[0], 2)] {
            guard digits.utf8.count == count, digits.utf8.allSatisfy(Self.isHexadecimal) else { return nil }
        }
        (domain, bus, slot, function) = (String(parts[0]), String(parts[1]), String(last[0]), String(last[1]))
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
