@testable import DomainXML

/// Just enough XML to read what libvirt and KubeVirt write: elements, attributes, text and the five entities.
struct XMLReader {
    private var rest: Substring

    /// The document's element; nil when it is not of that kind.
    static func element(_ text: String) -> Element? {
        var reader = XMLReader(rest: text[...])
        return reader.element()
    }

    private mutating func element() -> Element? {
        skipSpace()
        guard rest.first == "<", rest.dropFirst().first != "/" else { return nil }
        rest.removeFirst()
        var element = Element(take { !$0.isWhitespace && $0 != ">" && $0 != "/" })
        while true {
            skipSpace()
            if rest.hasPrefix("/>") {
                rest.removeFirst(2)
                return element
            }
            if rest.first == ">" {
                rest.removeFirst()
                break
            }
            let name = take { $0 != "=" }
            rest.removeFirst(min(1, rest.count))
            guard let quote = rest.popFirst() else { return nil }
            element.attributes.append(.init(name: name, value: Self.unescaped(take { $0 != quote })))
            rest.removeFirst(min(1, rest.count))
        }
        let text = take { $0 != "<" }
        while let child = self.element() { element.children.append(child) }
        if element.children.isEmpty, !text.isEmpty { element.text = Self.unescaped(text) }
        skipSpace()
        rest = rest.drop { $0 != ">" }.dropFirst()
        return element
    }

    private mutating func take(while matches: (Character) -> Bool) -> String {
        let part = rest.prefix(while: matches)
        rest = rest[part.endIndex...]
        return String(part)
    }

    private mutating func skipSpace() { rest = rest.drop { $0.isWhitespace } }

    private static func unescaped(_ text: String) -> String {
        text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&apos;", with: "'").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
    }
}
