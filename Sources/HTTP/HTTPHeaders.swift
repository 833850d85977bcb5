/// The lines of an answer's head; names are the same in either case.
package struct HTTPHeaders: Sendable, Hashable {
    private var lines: [Line] = []

    private struct Line: Sendable, Hashable {
        let name: String
        let value: String
    }

    package init(_ pairs: [(String, String)] = []) {
        for (name, value) in pairs { add(name, value) }
    }

    mutating func add(_ name: String, _ value: String) {
        lines.append(Line(name: name.lowercased(), value: value))
    }

    /// The first line of that name.
    package subscript(name: String) -> String? { all(name).first }

    /// Every line of that name, in the order in which they came.
    package func all(_ name: String) -> [String] {
        let name = name.lowercased()
        return lines.filter { $0.name == name }.map(\.value)
    }
}
