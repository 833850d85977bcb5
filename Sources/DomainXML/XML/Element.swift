/// An XML element: a name, attributes in the order given, and children or text.
package struct Element: Sendable, Hashable {
    package var name: String
    package var attributes: [Attribute]
    package var children: [Element]
    package var text: String?

    package struct Attribute: Sendable, Hashable {
        package var name: String
        package var value: String
    }

    /// Attributes that are nil are left out.
    package init(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String? = nil,
        _ children: [Element] = []
    ) {
        self.name = name
        self.attributes = attributes.compactMap { name, value in value.map { Attribute(name: name, value: $0) } }
        self.text = text
        self.children = children
    }

    package init(_ name: String, _ children: [Element]) {
        self.init(name, [:], children)
    }

    /// The element and what it holds, indented by two spaces a level.
    package func rendered(indentation: Int = 0) -> String {
        let margin = String(repeating: "  ", count: indentation)
        let head = margin + "<" + name + attributes.map { " \($0.name)='\(escaped($0.value))'" }.joined()
        if let text { return head + ">" + escaped(text) + "</\(name)>\n" }
        if children.isEmpty { return head + "/>\n" }
        return head + ">\n" + children.map { $0.rendered(indentation: indentation + 1) }.joined() + margin
            + "</\(name)>\n"
    }
}

/// Text as it may stand in content and in single-quoted attributes. What XML 1.0 cannot hold becomes U+FFFD.
private func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "'": result += "&apos;"
        case "\"": result += "&quot;"
        case "\n": result += "&#10;"
        case "\t": result += "&#9;"
        case "\r": result += "&#13;"
        case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result
}
