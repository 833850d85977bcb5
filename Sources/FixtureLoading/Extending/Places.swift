import Fixtures
import KubeVirt
import YAML

/// Which file each value of a document came from, when it came from several.
///
/// As a compiler does it: every file has a range of line numbers of its own. The first file's are as they are.
struct Places {
    private(set) var files: [FixtureFile] = []

    /// More lines than a text may have bytes.
    private static let stride = Limits().bytes * 2
    /// Takes a file's value in: the same, with lines of the file's range.
    mutating func add(_ node: Node, of file: FixtureFile) -> Node {
        let start = files.count * Self.stride
        files.append(file)
        return start == 0 ? node : node.shifted(by: start)
    }

    /// The file that a value came from.
    func file(of mark: Mark?) -> FixtureFile? {
        let index = (mark?.line ?? 1) / Self.stride
        return files.indices.contains(index) ? files[index] : files.first
    }

    func location(_ mark: Mark?) -> FileLocation {
        let mark = mark ?? Mark(line: 1, column: 1)
        return FileLocation(
            file: file(of: mark)?.name ?? "", line: mark.line % Self.stride, column: mark.column)
    }

    func problem(_ problem: YAMLError.Problem) -> FixtureError.Problem {
        FixtureError.Problem(
            problem.path.isEmpty ? problem.message : "\(problem.path): \(problem.message)", field: problem.path,
            location: problem.mark.map { location($0) })
    }

    func error(_ code: FixtureError.Code, _ error: YAMLError) -> FixtureError {
        var problems = error.problems.map(problem)
        if error.omitted > 0 { problems.append(.init("and \(error.omitted) more problems")) }
        return FixtureError(code, problems, file: files.first?.name ?? "")
    }

    /// What a body reads of a value with these places, its mistakes told with their files.
    func checked<T>(_ body: () throws(YAMLError) -> T) throws(FixtureError) -> T {
        do throws(YAMLError) {
            return try body()
        } catch {
            throw self.error(.invalid, error)
        }
    }

    /// Refuses a document for these causes.
    func admit(_ causes: [StatusCause], _ node: Node) throws(FixtureError) {
        guard !causes.isEmpty else { return }
        let problems = causes.map { cause in
            FixtureError.Problem(
                "\(cause)", field: cause.field ?? "",
                location: location(node.nearest(toField: cause.field ?? "").mark))
        }
        throw FixtureError(.refused, problems, file: files.first?.name ?? "")
    }
}

extension Node {
    fileprivate func shifted(by lines: Int) -> Node {
        func shift(_ mark: Mark?) -> Mark? { mark.map { Mark(line: $0.line + lines, column: $0.column) } }
        let value: Value =
            switch value {
            case .scalar: value
            case .sequence(let items): .sequence(items.map { $0.shifted(by: lines) })
            case .mapping(let mapping):
                .mapping(
                    Mapping(
                        mapping.entries.map {
                            var entry = $0
                            entry.keyMark = shift($0.keyMark)
                            entry.value = $0.value.shifted(by: lines)
                            return entry
                        }))
            }
        return Node(value, mark: shift(mark))
    }
}
