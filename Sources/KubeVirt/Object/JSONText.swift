/// Whether a text is JSON, without reading it into anything.
enum JSONText {
    /// As deep as Go goes.
    private static let depthLimit = 10_000

    static func isValid(_ text: String) -> Bool {
        var scanner = Scanner(rest: Array(text.utf8)[...])
        return scanner.document(depth: depthLimit)
    }

    /// Open lists and mappings are kept by hand, so that no nesting exhausts the stack.
    private struct Scanner {
        var rest: ArraySlice<UInt8>

        mutating func document(depth: Int) -> Bool {
            var open: [UInt8] = []
            repeat {
                // A value, or what opens one.
                skipSpace()
                if take("{") {
                    open.append(UInt8(ascii: "}"))
                    skipSpace()
                    if !isNext("}") {
                        guard key() else { return false }
                        guard open.count <= depth else { return false }
                        continue
                    }
                } else if take("[") {
                    open.append(UInt8(ascii: "]"))
                    skipSpace()
                    if !isNext("]") {
                        guard open.count <= depth else { return false }
                        continue
                    }
                } else {
                    guard scalar() else { return false }
                }
                // What closes values, up to the next one.
                while let end = open.last {
                    skipSpace()
                    guard rest.first == end else {
                        guard take(",") else { return false }
                        if end == UInt8(ascii: "}"), !key() { return false }
                        break
                    }
                    rest.removeFirst()
                    open.removeLast()
                }
            } while !open.isEmpty
            skipSpace()
            return rest.isEmpty
        }

        private mutating func key() -> Bool {
            skipSpace()
            guard string() else { return false }
            skipSpace()
            return take(":")
        }

        private mutating func scalar() -> Bool {
            if isNext("\"") { return string() }
            for word in ["true", "false", "null"] where rest.starts(with: word.utf8) {
                rest.removeFirst(word.utf8.count)
                return true
            }
            return number()
        }

        private mutating func string() -> Bool {
            guard take("\"") else { return false }
            while let byte = rest.popFirst() {
                switch byte {
                case UInt8(ascii: "\""): return true
                case 0..<0x20: return false
                case UInt8(ascii: "\\"):
                    guard let escape = rest.popFirst() else { return false }
                    if escape == UInt8(ascii: "u") {
                        guard rest.count >= 4, rest.prefix(4).allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
                        else { return false }
                        rest.removeFirst(4)
                    } else if !"\"\\/bfnrt".utf8.contains(escape) {
                        return false
                    }
                default: break
                }
            }
            return false
        }

        private mutating func number() -> Bool {
            _ = take("-")
            if !take("0") { guard digits() else { return false } }
            if take(".") { guard digits() else { return false } }
            if take("e") || take("E") {
                if !take("+") { _ = take("-") }
                guard digits() else { return false }
            }
            return true
        }

        private mutating func digits() -> Bool {
            let found = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            rest.removeFirst(found.count)
            return !found.isEmpty
        }

        private mutating func skipSpace() { rest = rest.drop { $0 == 0x20 || 0x09...0x0A ~= $0 || $0 == 0x0D } }

        private func isNext(_ character: Unicode.Scalar) -> Bool { rest.first == UInt8(ascii: character) }

        private mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard isNext(character) else { return false }
            rest.removeFirst()
            return true
        }
    }
}
