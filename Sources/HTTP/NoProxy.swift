import Glibc

/// Hosts that are reached without a proxy, as libcurl reads them (CURLOPT_NOPROXY): names with all beneath them,
/// addresses and networks.
package struct NoProxy: Sendable, Hashable {
    private let entries: [String]
    private let isAll: Bool

    package init(_ text: String) {
        isAll = text == "*"
        entries = text.lowercased().split { $0 == "," || $0.isWhitespace }.map(String.init)
    }

    /// `host` as an address has it, IPv6 in brackets.
    package func contains(_ host: String) -> Bool {
        if isAll { return true }
        let name = host.lowercased().withoutEndDot
        if let address = Self.bytes(name) { return entries.contains { Self.network($0, contains: address) } }
        return entries.contains { entry in
            let domain = (entry.hasPrefix(".") ? String(entry.dropFirst()) : entry).withoutEndDot
            return !domain.isEmpty && (name == domain || name.hasSuffix("." + domain))
        }
    }

    private static func network(_ text: String, contains address: [UInt8]) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let network = bytes(parts[0]), network.count == address.count else { return false }
        guard parts.count == 2 else { return network == address }
        guard let length = Int(parts[1]), 0...network.count * 8 ~= length else { return false }
        return (0..<length).allSatisfy { bit in
            (network[bit / 8] ^ address[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }

    /// An address's bytes in the order of the network; nil for a name.
    private static func bytes(_ text: String) -> [UInt8]? {
        let isBracketed = text.hasPrefix("[") && text.hasSuffix("]")
        let text = isBracketed ? String(text.dropFirst().dropLast()) : text
        for (family, count) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: count)
            if inet_pton(family, text, &bytes) == 1 { return bytes }
        }
        return nil
    }
}

extension String {
    fileprivate var withoutEndDot: String { hasSuffix(".") ? String(dropLast()) : self }
}
