extension StringProtocol {
    /// The parts of a text between separators that are not escaped; `\` before one has it stand for itself, and before
    /// another backslash that. There is always a first part.
    package func parts(separatedBy separator: Character) -> [String] {
        var parts = [""]
        var escaped = false
        for character in self {
            if escaped {
                if character != separator && character != "\\" { parts[parts.count - 1].append("\\") }
                parts[parts.count - 1].append(character)
                escaped = false
            } else if character == "\\" {
                escaped = true
            } else if character == separator {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
        }
        if escaped { parts[parts.count - 1].append("\\") }
        return parts
    }
}
