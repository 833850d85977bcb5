import KubeVirt

/// One document being decoded: its problems so far, and how a value of any type is made.
final class DecodingSession {
    let root: Node
    let file: String?
    private(set) var problems: [YAMLError.Problem] = []
    /// Problems beyond the limit, which only count.
    private(set) var omitted = 0

    /// Whether the names that types ask for are noted, for suggestions.
    let notesNames: Bool
    /// Whether a field that is there and null is a problem.
    let refusesNull: Bool
    /// Whether a problem was worded without the names.
    private(set) var lacksNames = false

    /// Nobody reads more, and a hostile text could cost minutes of suggestions.
    private static let problemLimit = 100

    init(root: Node, file: String?, notesNames: Bool, refusesNull: Bool) {
        self.root = root
        self.file = file
        self.notesNames = notesNames
        self.refusesNull = refusesNull
    }

    func record(_ problem: @autoclosure () -> YAMLError.Problem) {
        if problems.count < Self.problemLimit { problems.append(problem()) } else { omitted += 1 }
    }

    /// Records whatever a type's `init(from:)` threw.
    func record(_ error: any Error, at path: FieldPath) {
        if error is AlreadyReported { return }
        record(problem(of: error, at: path))
    }

    func unbox<T: Decodable>(_ type: T.Type, _ node: Node, at path: @autoclosure () -> FieldPath) throws -> T {
        // The casts cannot fail: the values are of the type that was asked for.
        if T.self == String.self, let value = try string(node, path()) as? T { return value }
        if let type = type as? any ScalarCodable.Type, let value = try scalarValue(type, node, at: path()) as? T {
            return value
        }
        let decoder = NodeDecoder(session: self, node: node, path: path())
        do {
            let value = try T(from: decoder)
            // A type without fields looks at nothing: it is written as a mapping all the same.
            if !decoder.audit.touched, node.mapping == nil { throw wrongType("a mapping", node, decoder.path) }
            _ = report(decoder, type)
            return value
        } catch let error as DecodingError {
            // A type that found nothing it knows need not say so after the audit names what it does not know.
            if report(decoder, type), error.contextAndCode.0.codingPath.count == decoder.path.keys.count {
                throw AlreadyReported()
            }
            // Raw-value enums say only that the text fits no case: name the cases.
            guard let choices = choices(of: type), let scalar = node.scalar else { throw error }
            throw failure(.invalidValue, "expected \(choices), got ‘\(shortened(scalar.text))’", node, decoder.path)
        } catch {
            _ = report(decoder, type)
            throw error
        }
    }

    /// Records the fields that a type does not know; whether there are any.
    private func report(_ decoder: NodeDecoder, _ type: Any.Type) -> Bool {
        let findings = decoder.audit.findings(in: decoder.node, for: type)
        if !findings.isEmpty { lacksNames = !notesNames }
        for entry in findings { record(decoder.audit.problem(entry, of: type, at: decoder.path, file: file)) }
        return !findings.isEmpty
    }

    private func scalarValue<T: ScalarCodable>(_ type: T.Type, _ node: Node, at path: FieldPath) throws -> T {
        guard let scalar = node.scalar, [.int, .float, .string].contains(scalar.kind) else {
            throw wrongType(T.expectation, node, path)
        }
        do {
            return try T(scalarText: scalar.text)
        } catch {
            throw failure(.invalidValue, error.message, node, path)
        }
    }

    private func choices<T>(of type: T.Type) -> String? {
        guard let type = type as? any CaseIterable.Type else { return nil }
        func names<C: CaseIterable>(_ type: C.Type) -> [String] {
            type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        }
        let names = names(type)
        return names.isEmpty ? nil : (names.count == 1 ? "" : "one of ") + names.joined(separator: ", ")
    }

    func failure(
        _ code: YAMLError.Code, _ message: String, _ node: Node, _ path: FieldPath
    ) -> DecodingProblem {
        DecodingProblem(problem: .init(code, message, file: file, mark: node.mark, path: path.text))
    }

    func wrongType(_ expected: String, _ node: Node, _ path: FieldPath) -> DecodingProblem {
        var got = node.kindName
        if let scalar = node.scalar, scalar.kind != .null { got += " (‘\(scalar.text.prefix(60))’)" }
        return failure(.wrongType, "expected \(expected), got \(got)", node, path)
    }

    func null(_ node: Node, _ path: FieldPath) -> DecodingProblem {
        failure(.nullValue, "is null; leave the field out instead", node, path)
    }

    private func problem(of error: any Error, at path: FieldPath) -> YAMLError.Problem {
        switch error {
        case let error as DecodingProblem: return error.problem
        case let error as DecodingError:
            let (context, code) = error.contextAndCode
            let keys = path.keys
            let place = context.codingPath.count >= keys.count ? FieldPath(context.codingPath) : path
            return failure(code, context.debugDescription, nearest(place), place).problem
        default: return failure(.invalidValue, "\(error)", nearest(path), path).problem
        }
    }

    /// The value at a path, or the last one on the way that exists.
    private func nearest(_ path: FieldPath) -> Node {
        var node = root
        for key in path.keys {
            if let index = key.intValue, let items = node.sequence, items.indices.contains(index) {
                node = items[index]
            } else if let next = node[key.stringValue] {
                node = next
            } else {
                break
            }
        }
        return node
    }
}

/// Ends an object whose problem is on record.
private struct AlreadyReported: Error {}

extension DecodingError {
    fileprivate var contextAndCode: (Context, YAMLError.Code) {
        switch self {
        case .typeMismatch(_, let context): (context, .wrongType)
        case .valueNotFound(_, let context), .keyNotFound(_, let context): (context, .missingField)
        case .dataCorrupted(let context): (context, .invalidValue)
        @unknown default: (.init(codingPath: [], debugDescription: "\(self)"), .invalidValue)
        }
    }
}
