/// A text with `$(params.NAME)` in it, as Tekton writes it: no shell's, cloud-init's or template's own way, so that a
/// fixture's scripts stay as they are. `$$(params.NAME)` is the text `$(params.NAME)`.
struct ParameterReference {
    enum Part: Equatable {
        case text(String)
        case name(String)
        /// What follows the beginning of a reference and is none.
        case malformed(String)
    }

    static let start = "$(params."
    private static let startBytes = Array(start.utf8)

    /// The text's parts; nil when there is nothing to replace, as in most.
    static func parts(of text: String) -> [Part]? {
        guard text.contains(start) else { return nil }
        let bytes = Array(text.utf8)
        var parts: [Part] = []
        var plain: [UInt8] = []
        func flush() {
            if !plain.isEmpty { parts.append(.text(String(decoding: plain, as: UTF8.self))) }
            plain = []
        }
        var index = 0
        while index < bytes.count {
            let rest = bytes[index...]
            if rest.first == UInt8(ascii: "$"), rest.dropFirst().starts(with: startBytes) {
                plain += startBytes
                index += 1 + startBytes.count
            } else if rest.starts(with: startBytes) {
                flush()
                let after = rest.dropFirst(startBytes.count)
                guard let end = after.firstIndex(of: UInt8(ascii: ")")) else {
                    parts.append(.malformed(String(decoding: after.prefix(60), as: UTF8.self)))
                    return parts
                }
                let name = String(decoding: after[..<end], as: UTF8.self)
                parts.append(isName(name) ? .name(name) : .malformed(String(name.prefix(60))))
                index = end + 1
            } else {
                plain.append(bytes[index])
                index += 1
            }
        }
        flush()
        return parts
    }

    /// Whether a parameter may be called so: letters, digits, `_` and `-`, a letter or `_` first.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 63, isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
    }
}
