import YAML

/// What a fixture says of itself in a sentence.
enum Description {
    /// Kubernetes' own annotation for it.
    static let annotation = "kubernetes.io/description"

    /// The annotation's, else the first sentence of the comment that begins the file.
    static func of(_ document: Node?, _ text: [UInt8]) -> String? {
        if let said = document?["metadata"]?["annotations"]?[annotation]?.scalar?.text, !said.isEmpty { return said }
        var words: [Substring] = []
        for line in String(decoding: text.prefix(4096), as: UTF8.self).split(separator: "\n") {
            // An example or a list is set off by blanks, and no sentence.
            guard line.hasPrefix("# "), !line.hasPrefix("#  ") else { break }
            for word in line.dropFirst(2).split(separator: " ") {
                words.append(word)
                if word.hasSuffix(".") { return words.joined(separator: " ") }
            }
        }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
