/// What to look for in a line of text.
public enum TextMatch: Sendable, Hashable {
    /// These characters, anywhere in the line.
    case text(String)
    /// A regular expression in Swift's dialect, anywhere in the line; it has been compiled once, so it is valid.
    case pattern(String)
}

extension TextMatch {
    /// Reads `text` or `pattern`, or nil when neither is written; both, or an empty one, are an error.
    static func read<Key: CodingKey>(
        from container: KeyedDecodingContainer<Key>, text textKey: Key, pattern patternKey: Key
    ) throws -> TextMatch? {
        let text = try container.decodeIfPresent(String.self, forKey: textKey)
        let pattern = try container.decodeIfPresent(String.self, forKey: patternKey)
        switch (text, pattern) {
        case (nil, nil): return nil
        case (let text?, nil) where !text.isEmpty: return .text(text)
        case (nil, let pattern?) where !pattern.isEmpty:
            do {
                _ = try Regex(pattern)
            } catch {
                throw DecodingError.dataCorruptedError(
                    forKey: patternKey, in: container,
                    debugDescription: "‘\(pattern)’ is not a regular expression: \(error)")
            }
            return .pattern(pattern)
        default: throw oneExpected(at: container.codingPath)
        }
    }

    static func oneExpected(at path: [any CodingKey]) -> DecodingError {
        .dataCorrupted(
            .init(
                codingPath: path,
                debugDescription: "write exactly one of text (plain characters) and pattern (a regular expression)"))
    }

    func write<Key: CodingKey>(
        to container: inout KeyedEncodingContainer<Key>, text textKey: Key, pattern patternKey: Key
    ) throws {
        switch self {
        case .text(let text): try container.encode(text, forKey: textKey)
        case .pattern(let pattern): try container.encode(pattern, forKey: patternKey)
        }
    }

    /// In a few words: ‘characters’ or /pattern/.
    package var summary: String {
        switch self {
        case .text(let text): "‘\(text)’"
        case .pattern(let pattern): "/\(pattern)/"
        }
    }
}
