/// An IPv4 address in four decimal parts.
package struct IPv4Address: Sendable, Hashable, Comparable, CustomStringConvertible {
    package var value: UInt32

    package init(value: UInt32) {
        self.value = value
    }

    /// Nil for anything but four numbers up to 255 without leading zeros.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let byte = UInt8(part),
                part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0")
            else { return nil }
            value = value << 8 | UInt32(byte)
        }
        self.value = value
    }

    package var description: String {
        [24, 16, 8, 0].map { String(value >> UInt32($0) & 0xFF) }.joined(separator: ".")
    }

    package static func < (a: IPv4Address, b: IPv4Address) -> Bool { a.value < b.value }
}

/// IPv4 addresses that begin alike, such as `10.0.2.0/24`.
package struct IPv4Network: Sendable, Hashable, CustomStringConvertible {
    package var address: IPv4Address
    package var prefix: Int

    /// Bits beyond the prefix are dropped; nil when it is no address with a prefix length.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Address(parts[0]), let prefix = UInt8(parts[1]), prefix <= 32,
            String(prefix) == parts[1]
        else { return nil }
        self.prefix = Int(prefix)
        self.address = IPv4Address(value: prefix == 0 ? 0 : address.value & ~UInt32(0) << UInt32(32 - prefix))
    }

    /// The address so many after the network's own.
    package func host(_ number: UInt32) -> IPv4Address { IPv4Address(value: address.value &+ number) }

    package var description: String { "\(address)/\(prefix)" }
}
