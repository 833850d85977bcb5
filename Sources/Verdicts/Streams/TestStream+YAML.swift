extension TestStream {
    private static let mostYAML = 1000

    /// Takes a line that belongs to a YAML block behind a result: from `---` to `...`, indented more than the result.
    mutating func takeYAML(_ text: Substring) -> Bool {
        guard let top = levels.indices.last, let last = levels[top].nodes.indices.last else { return false }
        let level = levels[top]
        guard level.followsResult || level.yaml != nil else { return false }
        // What kselftest's programs print stands behind `# `.
        guard let body = level.isHashed ? unhashed(text, level.column) : text else { return false }
        let content = body.drop { $0 == " " }
        let column = (level.isHashed ? level.column : 0) + body.utf8.count - content.utf8.count
        guard let block = level.yaml else {
            guard column > level.column, content == "---" else { return false }
            levels[top].yaml = StreamLevel.YAMLBlock(column: column, line: line)
            return true
        }
        if column == block.column, content == "..." {
            levels[top].yaml = nil
            return true
        }
        // Not indented as the block is: it was cut off. What is indented may be any text.
        if column < block.column, !content.isEmpty {
            levels[top].yaml = nil
            tell("the YAML block of line \(block.line) has no end")
            return false
        }
        if levels[top].nodes[last].yaml.count < Self.mostYAML {
            let indentation = block.column - (level.isHashed ? level.column : 0)
            levels[top].nodes[last].yaml.append(String(body.dropFirst(indentation)))
        }
        return true
    }

    private func unhashed(_ text: Substring, _ column: Int) -> Substring? {
        var rest = text
        for _ in 0..<column / 2 {
            guard rest.hasPrefix("# ") || rest.hasPrefix("  ") else { return nil }
            rest = rest.dropFirst(2)
        }
        return rest
    }
}
