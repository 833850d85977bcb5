import Digests

/// What a line of a checksum file says.
enum ChecksumLine: Hashable {
    /// Empty or a comment.
    case nothing
    /// The name is nil in a file that holds nothing but a digest.
    case sum(ChecksumFile.Sum, name: String?)
    /// A sum of another kind than those that are used here.
    case other(name: String)

    /// The digits of MD5, SHA-1, SHA-224 and SHA-384.
    private static let otherLengths: Set = [32, 40, 56, 96]

    /// Nil when it is nothing of that.
    init?(_ line: ArraySlice<UInt8>) {
        let text = line.trimmingSpaces()
        guard let first = text.first, first != UInt8(ascii: "#") else {
            self = .nothing
            return
        }
        guard let found = Self.bsd(text) ?? Self.coreutils(text) else { return nil }
        self = found
    }

    /// `digest  name`; an asterisk for the second space says that the file was read as binary, a backslash before the
    /// digest that the name is escaped.
    private static func coreutils(_ text: ArraySlice<UInt8>) -> ChecksumLine? {
        let isEscaped = text.first == UInt8(ascii: "\\")
        let line = isEscaped ? text.dropFirst() : text
        let digest = line.prefix { !isSpace($0) }
        var name = line[digest.endIndex...].drop(while: isSpace)
        if name.isEmpty {
            guard let sum = ChecksumFile.Sum(digest) else { return nil }
            return .sum(sum, name: nil)
        }
        // With one space and an asterisk it would be part of the name; nobody has such images.
        if name.first == UInt8(ascii: "*") { name = name.dropFirst() }
        return make(digest, name, isEscaped)
    }

    /// `SHA256 (name) = digest`; OpenSSL leaves out spaces and calls it SHA2-256.
    private static func bsd(_ text: ArraySlice<UInt8>) -> ChecksumLine? {
        let isEscaped = text.first == UInt8(ascii: "\\")
        let line = isEscaped ? text.dropFirst() : text
        let label = line.prefix { isDigitOrLetter($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "/") }
        let rest = line[label.endIndex...].drop(while: isSpace)
        guard !label.isEmpty, rest.first == UInt8(ascii: "("),
            // A name may hold what looks like the end of one.
            let equals = rest.lastIndex(of: UInt8(ascii: "=")),
            case let named = rest[..<equals].trimmingSpaces(), named.count > 2, named.last == UInt8(ascii: ")")
        else { return nil }
        return make(rest[(equals + 1)...].trimmingSpaces(), named.dropFirst().dropLast(), isEscaped)
    }

    private static func make(
        _ digest: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>, _ isEscaped: Bool
    ) -> ChecksumLine? {
        guard !name.isEmpty else { return nil }
        let name = String(decoding: isEscaped ? unescaped(name) : Array(name), as: UTF8.self)
        if let sum = ChecksumFile.Sum(digest) { return .sum(sum, name: name) }
        return otherLengths.contains(digest.count) && digest.allSatisfy(isHexadecimal) ? .other(name: name) : nil
    }

    private static func unescaped(_ name: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        var rest = name
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.popFirst() else {
                plain.append(byte)
                continue
            }
            switch escaped {
            case UInt8(ascii: "n"): plain.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "r"): plain.append(UInt8(ascii: "\r"))
            default: plain.append(escaped)
            }
        }
        return plain
    }
}

extension ChecksumFile.Sum {
    /// The algorithm is told by the number of digits; nil when there is none of that many.
    init?(_ digits: ArraySlice<UInt8>) {
        guard let algorithm = Digest.Algorithm.allCases.first(where: { $0.digits == digits.count }),
            digits.allSatisfy(isHexadecimal)
        else { return nil }
        self.init(algorithm: algorithm, digits: String(decoding: digits, as: UTF8.self).lowercased())
    }
}

extension ArraySlice<UInt8> {
    fileprivate func trimmingSpaces() -> ArraySlice<UInt8> {
        var text = drop(while: isSpace)
        while let last = text.last, isSpace(last) { text.removeLast() }
        return text
    }
}

private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

private func isDigitOrLetter(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

private func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
}
