package import DomainXML

/// Just enough XML to read what libvirt, KubeVirt and we write: elements, attributes, text, the five entities and
/// characters by number. No comments, no declarations, no CDATA.
package struct XMLReader {
    private var rest: Substring.UTF8View

    /// The document's element; nil when it is not of that kind.
    package static func element(_ text: String) -> Element? {
        var reader = XMLReader(rest: text[...].utf8)
        guard let element = reader.element() else { return nil }
        reader.skipSpace()
        return reader.rest.isEmpty ? element : nil
    }

    private mutating func element() -> Element? {
        skipSpace()
        guard rest.first == UInt8(ascii: "<"), rest.dropFirst().first != UInt8(ascii: "/") else { return nil }
        rest.removeFirst()
        var element = Element(take { !Self.isSpace($0) && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") })
        while true {
            skipSpace()
            if skip("/>") { return element }
            if skip(">") { break }
            let name = take { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
            guard skip("="), let quote = rest.popFirst(), let value = Self.unescaped(take { $0 != quote }),
                rest.popFirst() == quote
            else { return nil }
            element.attributes.append(.init(name: name, value: value))
        }
        guard let text = Self.unescaped(take { $0 != UInt8(ascii: "<") }) else { return nil }
        while let child = self.element() { element.children.append(child) }
        if element.children.isEmpty, !text.isEmpty { element.text = text }
        skipSpace()
        guard skip("</" + element.name + ">") else { return nil }
        return element
    }

    private mutating func take(while matches: (UInt8) -> Bool) -> String {
        let part = rest.prefix(while: matches)
        rest = rest[part.endIndex...]
        return String(Substring(part))
    }

    private mutating func skip(_ text: String) -> Bool {
        guard rest.starts(with: text.utf8) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private mutating func skipSpace() { rest = rest.drop(while: Self.isSpace) }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || 0x09...0x0D ~= byte }

    private static func unescaped(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var result = ""
        var rest = text[...]
        while let start = rest.firstIndex(of: "&") {
            result += rest[..<start]
            guard let end = rest[start...].firstIndex(of: ";"),
                let character = character(rest[rest.index(after: start)..<end])
            else { return nil }
            result.unicodeScalars.append(character)
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }

    private static func character(_ name: Substring) -> UnicodeScalar? {
        switch name {
        case "lt": "<"
        case "gt": ">"
        case "quot": "\""
        case "apos": "'"
        case "amp": "&"
        case _ where name.hasPrefix("#x"): UInt32(name.dropFirst(2), radix: 16).flatMap(UnicodeScalar.init)
        case _ where name.hasPrefix("#"): UInt32(name.dropFirst()).flatMap(UnicodeScalar.init)
        default: nil
        }
    }
}
