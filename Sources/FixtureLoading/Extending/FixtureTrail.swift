import Fixtures

/// The files that are being read, each because of the one before: one that comes again would never end.
struct FixtureTrail {
    private var files: [FixtureFile] = []

    /// Those that are one upon the other's image; each may extend some.
    private static let longest = 64

    init(_ file: FixtureFile) { files = [file] }

    mutating func enter(_ file: FixtureFile) throws(FixtureError) {
        let identity = file.identity
        if let start = files.firstIndex(where: { $0.identity == identity }) {
            let circle = (files[start...] + [file]).map(\.name).joined(separator: " -> ")
            throw FixtureError(.invalid, "goes in a circle: \(circle)", file: file.name)
        }
        files.append(file)
        guard files.count <= Self.longest else {
            throw FixtureError(.invalid, "leads through more than \(Self.longest) files", file: file.name)
        }
    }
}

extension FixtureError {
    /// The same, told where the file was named, which is the naming file's mistake; as it is for nil.
    func at(_ location: FileLocation?, _ field: String) -> FixtureError {
        guard let location, let first = problems.first else { return self }
        var problems = problems
        problems[0] = Problem("\(field): \(first.message)", field: field, location: location)
        return FixtureError(.invalid, problems, file: location.file)
    }
}
