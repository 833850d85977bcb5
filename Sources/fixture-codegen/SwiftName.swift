import Fixtures

/// What a fixture is called in Swift: `debian-12-full.yaml` is `debian12Full`.
struct SwiftName: Hashable {
    /// Words that no member can be called, or that members of `Fixture` are.
    private static let taken: Set<String> = [
        "Protocol", "Self", "Type", "apiVersion", "defaultDeadline", "init", "kind", "self",
    ]

    /// Words that need quotes where they are declared, and none after a dot.
    private static let keywords: Set<String> = [
        "Any", "as", "associatedtype", "break", "case", "catch", "class", "continue", "default", "defer",
        "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate", "for", "func",
        "guard", "if", "import", "in", "inout", "internal", "is", "let", "nil", "operator", "precedencegroup",
        "private", "protocol", "public", "repeat", "rethrows", "return", "static", "struct", "subscript",
        "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "where", "while",
    ]

    /// As it stands after a dot.
    let text: String

    /// As it is declared.
    var declared: String { Self.keywords.contains(text) ? "`\(text)`" : text }

    init(file: String) throws(FixtureError) {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        let stem = name.split(separator: ".").dropLast().joined(separator: ".")
        let words = stem.split { $0 == "-" || $0 == "." || $0 == "_" }
        var text = words.first.map(String.init) ?? ""
        for word in words.dropFirst() { text += word.prefix(1).uppercased() + word.dropFirst() }
        if text.first?.isNumber == true { text = "_" + text }
        let isName = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
        }
        guard isName, !text.isEmpty, !Self.taken.contains(text) else {
            throw FixtureError(
                .invalid, "Swift has no name for ‘\(name)’; call the file otherwise, with letters, digits and dashes",
                file: file)
        }
        self.text = text
    }
}
