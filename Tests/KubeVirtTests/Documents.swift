import Testing
import YAML

/// The value of a YAML text.
func decoded<T: Decodable>(_ text: String, as type: T.Type = T.self) throws -> T {
    try YAMLDecoder().decode(type, from: text)
}

/// Compares a value as YAML with a text, line by line.
func expect(_ value: some Encodable, is text: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let ours = try YAMLEncoder().encode(value).split(separator: "\n", omittingEmptySubsequences: false)
    let theirs = text.split(separator: "\n", omittingEmptySubsequences: false)
    let index = zip(ours, theirs).enumerated().first { $1.0 != $1.1 }?.offset ?? min(ours.count, theirs.count)
    guard ours != theirs, ours.dropLast() != theirs else { return }
    let (mine, expected) = (ours.dropFirst(index).first ?? "(the end)", theirs.dropFirst(index).first ?? "(the end)")
    Issue.record(
        "line \(index + 1) is ‘\(mine)’, expected ‘\(expected)’, in:\n\(ours.joined(separator: "\n"))",
        sourceLocation: sourceLocation)
}
