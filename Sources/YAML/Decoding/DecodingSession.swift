import KubeVirt

/// One document being decoded: its problems so far, and how a value of any type is made.
final class DecodingSession {
    let root: Node
    let file: String?
    private(set) var problems: [YAMLError.Problem] = []
    /// Problems beyond the limit, which only count.
    private(set) var omitted = 0

    /// Nobody reads more, and a hostile text could cost minutes of suggestions.
    private static let problemLimit = 100

    init(root: Node, file: String?) {
        self.root = root
        self.file = file
    }

    func record(_ problem: @autoclosure () -> YAMLError.Problem) {
        if problems.count < Self.problemLimit { problems.append(problem()) } else { omitted += 1 }
    }

    /// Records whatever a type's `init(from:)` threw.
    func record(_ error: any Error, at path: [any CodingKey]) {
        if error is AlreadyReported { return }
        record(problem(of: error, at: path))
    }

    func unbox<T: Decodable>(_ type: T.Type, _ node: Node, at path: [any CodingKey]) throws -> T {
        if let type = type as? any ScalarCodable.Type {
            // The cast cannot fail: the value is of the type that was asked for.
            if let value = try scalarValue(type, node, at: path) as? T { return value }
        }
        let audit = FieldAudit(type)
        let decoder = NodeDecoder(session: self, node: node, codingPath: path, audit: audit)
        defer { audit.report(node, at: path, to: self) }
        do {
            let value = try T(from: decoder)
            // A type without fields looks at nothing: it is written as a mapping all the same.
            if !audit.touched, node.mapping == nil { throw wrongType("a mapping", node, path) }
            return value
        } catch let error as DecodingError {
            // A type that found nothing it knows need not say so after the audit names what it does not know.
            if error.contextAndCode.0.codingPath.count == path.count, audit.hasFindings(in: node) {
                throw AlreadyReported()
            }
            // Raw-value enums say only that the text fits no case: name the cases.
            guard let choices = choices(of: type), let scalar = node.scalar else { throw error }
            throw failure(.invalidValue, "expected \(choices), got ‘\(scalar.text)’", node, path)
        }
    }

    private func scalarValue<T: ScalarCodable>(_ type: T.Type, _ node: Node, at path: [any CodingKey]) throws -> T {
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
        _ code: YAMLError.Code, _ message: String, _ node: Node, _ path: [any CodingKey]
    ) -> DecodingProblem {
        DecodingProblem(problem: .init(code, message, file: file, mark: node.mark, path: pathText(path)))
    }

    func wrongType(_ expected: String, _ node: Node, _ path: [any CodingKey]) -> DecodingProblem {
        var got = node.kindName
        if let scalar = node.scalar, scalar.kind != .null { got += " (‘\(scalar.text.prefix(60))’)" }
        return failure(.wrongType, "expected \(expected), got \(got)", node, path)
    }

    private func problem(of error: any Error, at path: [any CodingKey]) -> YAMLError.Problem {
        switch error {
        case let error as DecodingProblem: return error.problem
        case let error as DecodingError:
            let (context, code) = error.contextAndCode
            let path = context.codingPath.count >= path.count ? context.codingPath : path
            return failure(code, context.debugDescription, nearest(path), path).problem
        default: return failure(.invalidValue, "\(error)", nearest(path), path).problem
        }
    }

    /// The value at a path, or the last one on the way that exists.
    private func nearest(_ path: [any CodingKey]) -> Node {
        var node = root
        for key in path {
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
