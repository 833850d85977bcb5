// What both parsers say alike.

func tooDeep(_ limit: Int) -> String { "nested more than \(limit) levels deep" }

func tooManyValues(_ limit: Int) -> String { "holds more than \(limit) values, which are not read" }

func duplicateKey(_ key: String, first: Mapping.Entry, file: String?, _ mark: Mark) -> YAMLError {
    let line = first.keyMark?.line ?? 0
    return YAMLError(
        .init(
            .duplicateKey,
            "key ‘\(shortened(key))’ stands twice in the same mapping, first at line \(line); remove one",
            file: file, mark: mark))
}

/// A text of somebody else, no longer than anybody reads.
func shortened(_ text: String) -> String {
    text.utf8.count <= 200 ? text : String(text.prefix(100)) + "…"
}
