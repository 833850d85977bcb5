/// What a server wants of who asks: one challenge of `WWW-Authenticate` (RFC 9110, 11.3).
package struct Challenge: Sendable, Hashable {
    /// In lower case: `basic`, `bearer`.
    package let scheme: String
    /// By lower case names.
    package let parameters: [String: String]

    /// All challenges of one line, which separates them as it separates parameters: by commas.
    package static func read(_ text: String) -> [Challenge] {
        var reader = Reader(rest: Array(text.utf8)[...])
        return reader.challenges()
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func challenges() -> [Challenge] {
            var found: [Challenge] = []
            var scheme: String?
            var parameters: [String: String] = [:]
            func close() { if let scheme { found.append(Challenge(scheme: scheme, parameters: parameters)) } }
            while true {
                skip { $0 == UInt8(ascii: ",") || Self.isBlank($0) }
                let word = token()
                guard !word.isEmpty else { break }
                skip(Self.isBlank)
                // A word with a value is a parameter, one without is the next scheme.
                if rest.first == UInt8(ascii: "="), scheme != nil {
                    rest.removeFirst()
                    skip(Self.isBlank)
                    parameters[word.lowercased()] = rest.first == UInt8(ascii: "\"") ? quoted() : token()
                } else {
                    close()
                    (scheme, parameters) = (word.lowercased(), [:])
                }
            }
            close()
            return found
        }

        private mutating func skip(_ isSkipped: (UInt8) -> Bool) {
            rest = rest.drop(while: isSkipped)
        }

        private mutating func token() -> String {
            let word = rest.prefix { !Self.isBlank($0) && !",=\"".utf8.contains($0) }
            rest = rest.dropFirst(word.count)
            return String(decoding: word, as: UTF8.self)
        }

        private mutating func quoted() -> String {
            var text: [UInt8] = []
            rest.removeFirst()
            while let byte = rest.popFirst(), byte != UInt8(ascii: "\"") {
                guard byte == UInt8(ascii: "\\") else {
                    text.append(byte)
                    continue
                }
                if let escaped = rest.popFirst() { text.append(escaped) }
            }
            return String(decoding: text, as: UTF8.self)
        }

        private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    }
}
