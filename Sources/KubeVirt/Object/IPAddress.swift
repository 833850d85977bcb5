/// Spellings of addresses, as Go's net.ParseIP takes them.
enum IPAddress {
    /// Whether a text is an IPv4 or IPv6 address; a zone is no part of one.
    static func isValid(_ text: String) -> Bool {
        text.utf8.contains(UInt8(ascii: ":")) ? isIPv6(text[...]) : IPv4Address(text) != nil
    }

    private static func isIPv6(_ text: Substring) -> Bool {
        // Groups before and after the one gap that stands for zeros.
        let groups = text.split(separator: ":", omittingEmptySubsequences: false)
        guard groups.count >= 3 else { return false }
        var count = 0
        var gaps = 0
        for (index, group) in groups.enumerated() {
            if group.isEmpty {
                let isEdge = index == 0 || index == groups.count - 1
                // At an edge the gap's second colon is next to it.
                if isEdge, !groups[index == 0 ? 1 : index - 1].isEmpty { return false }
                if !isEdge { gaps += 1 }
            } else if index == groups.count - 1, group.utf8.contains(UInt8(ascii: ".")) {
                guard IPv4Address(group) != nil else { return false }
                count += 2
            } else {
                guard group.utf8.count <= 4, group.utf8.allSatisfy(isHex) else { return false }
                count += 1
            }
        }
        return gaps == 0 ? count == 8 : gaps == 1 && count < 8
    }

    private static func isHex(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
