import KubeVirt

/// Decodes values from YAML or JSON and forgives nothing: what a type does not know is an error with its place.
///
/// Problems are collected as far as the types' own `init(from:)` go on: all unknown fields, and every optional field
/// with a wrong value. A required field that is wrong ends its own object only.
package struct YAMLDecoder: Sendable {
    package var limits: Limits
    /// Whether a field that is there and null is a problem, as to KubeVirt's webhooks, or one that is not set.
    package var refusesNull: Bool

    package init(limits: Limits = Limits(), refusesNull: Bool = false) {
        self.limits = limits
        self.refusesNull = refusesNull
    }

    /// Decodes the only document of a text; `file` is its name in errors.
    package func decode<T: Decodable>(
        _ type: T.Type, from text: String, file: String? = nil
    ) throws(YAMLError) -> T {
        try decode(type, from: Array(text.utf8), file: file)
    }

    /// Decodes the only document of a text in UTF-8.
    package func decode<T: Decodable>(
        _ type: T.Type, from bytes: [UInt8], file: String? = nil
    ) throws(YAMLError) -> T {
        try decode(type, from: YAMLParser(limits: limits).document(in: bytes, file: file), file: file)
    }

    /// Decodes a document that was parsed before.
    package func decode<T: Decodable>(_ type: T.Type, from node: Node, file: String? = nil) throws(YAMLError) -> T {
        var (value, session) = attempt(type, node, file, notesNames: false)
        // Suggestions need the names that the types ask for, which a text without mistakes need not pay for.
        if session.lacksNames { (value, session) = attempt(type, node, file, notesNames: true) }
        let problems = session.problems.sorted { $0.position < $1.position }
        if let first = problems.first {
            throw YAMLError(first, Array(problems.dropFirst()), omitted: session.omitted)
        }
        guard let value else { throw YAMLError(.init(.invalidValue, "cannot be read as \(type)", file: file)) }
        return value
    }

    private func attempt<T: Decodable>(
        _ type: T.Type, _ node: Node, _ file: String?, notesNames: Bool
    ) -> (T?, DecodingSession) {
        let session = DecodingSession(root: node, file: file, notesNames: notesNames, refusesNull: refusesNull)
        do {
            return (try session.unbox(type, node, at: .root), session)
        } catch {
            session.record(error, at: .root)
            return (nil, session)
        }
    }
}

extension YAMLError.Problem {
    fileprivate var position: (Int, Int, String) { (mark?.line ?? 0, mark?.column ?? 0, path) }
}

/// A problem on its way through the types' `init(from:)`; it counts only where it is not caught by `try?`.
struct DecodingProblem: Error {
    var problem: YAMLError.Problem
}
