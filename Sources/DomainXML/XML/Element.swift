/// An XML element: a name, attributes in the order given, and children or text.
package struct Element: Sendable, Hashable {
    package var name: String
    package var attributes: [Attribute]
    package var children: [Element]
    package var text: String?

    package struct Attribute: Sendable, Hashable {
        package var name: String
        package var value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Attributes that are nil are left out.
    package init(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String? = nil,
        _ children: [Element] = []
    ) {
        self.name = name
        self.attributes = []
        self.attributes.reserveCapacity(attributes.count)
        for (name, value) in attributes {
            if let value { self.attributes.append(Attribute(name: name, value: value)) }
        }
        self.text = text
        self.children = children
    }

    package init(_ name: String, _ children: [Element]) {
        self.init(name, [:], children)
    }

    /// The value of an attribute.
    package subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    /// The first child of a name.
    package func child(_ name: String) -> Element? { children.first { $0.name == name } }

    /// The element and what it holds, indented by two spaces a level.
    package func rendered(indentation: Int = 0) -> String {
        var text = ""
        write(to: &text, indentation: indentation)
        return text
    }

    private func write(to output: inout String, indentation: Int) {
        for _ in 0..<indentation { output += "  " }
        output += "<"
        output += name
        for attribute in attributes {
            output += " "
            output += attribute.name
            output += "='"
            output.append(escaping: attribute.value)
            output += "'"
        }
        if let text {
            output += ">"
            output.append(escaping: text)
        } else if children.isEmpty {
            output += "/>\n"
            return
        } else {
            output += ">\n"
            for child in children { child.write(to: &output, indentation: indentation + 1) }
            for _ in 0..<indentation { output += "  " }
        }
        output += "</"
        output += name
        output += ">\n"
    }
}

extension String {
    /// Appends text as it may stand in content and in single-quoted attributes. What XML 1.0 cannot hold becomes U+FFFD.
    fileprivate mutating func append(escaping text: String) {
        // Markup and control characters are ASCII; U+FFFE and U+FFFF begin with 0xEF. Most texts have none of them.
        let isPlain = text.utf8.allSatisfy { byte in
            byte >= 0x20 && byte != 0xEF && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<")
                && byte != UInt8(ascii: ">") && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\"")
        }
        if isPlain {
            self += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": self += "&amp;"
            case "<": self += "&lt;"
            case ">": self += "&gt;"
            case "'": self += "&apos;"
            case "\"": self += "&quot;"
            case "\n": self += "&#10;"
            case "\t": self += "&#9;"
            case "\r": self += "&#13;"
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: self += "\u{FFFD}"
            default: unicodeScalars.append(scalar)
            }
        }
    }
}
