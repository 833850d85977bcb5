package import Fixtures
import KubeVirt
import Spelling

extension FixtureSearchPath {
    /// A fixture that was found, whether or not it can be read.
    package struct Entry: Sendable, Hashable {
        package var name: String
        package var file: FixtureFile
        package var origin: Origin
        /// Whether one of the same name comes before it.
        package var isShadowed: Bool

        package init(name: String, file: FixtureFile, origin: Origin, isShadowed: Bool = false) {
            (self.name, self.file, self.origin, self.isShadowed) = (name, file, origin, isShadowed)
        }
    }

    /// The file that a word names: a path as it is, a name by the search path.
    package func find(_ place: FixtureSource.Place) throws(FixtureError) -> FixtureFile {
        switch place {
        case .path(let path): return FixtureFile(path: path)
        case .name(let name):
            if let file = file(name) { return file }
            throw unknown(name)
        }
    }

    /// As above, as seen from another fixture's file: its own directory comes first, and it is not found itself.
    func find(_ place: FixtureSource.Place, from origin: FixtureFile) throws(FixtureError) -> FixtureFile {
        switch place {
        case .path(let path): return FixtureFile(path: origin.beside(path))
        case .name(let name):
            var search = self
            if let directory = origin.directory { search.directories.insert(Directory(directory, .project), at: 0) }
            if let file = search.file(name, except: origin.identity) { return file }
            throw search.unknown(name)
        }
    }

    /// Every fixture of every directory, by name, the one that counts before those that it shadows.
    package func entries() -> [Entry] {
        var entries: [Entry] = []
        var seen: Set<String> = []
        func add(_ name: String, _ file: FixtureFile, _ origin: Origin) {
            entries.append(Entry(name: name, file: file, origin: origin, isShadowed: !seen.insert(name).inserted))
        }
        for directory in directories {
            let files = Set(fileNames(in: directory.path))
            for name in Set(files.compactMap(Self.stem)).sorted() {
                for ending in Self.endings where files.contains("\(name).\(ending)") {
                    add(name, FixtureFile(path: "\(directory.path)/\(name).\(ending)"), directory.origin)
                }
            }
        }
        for (name, _) in ShippedFixtures.texts {
            if let file = ShippedFixtures.file(name) { add(name, file, .shipped) }
        }
        // Stable: an entry that counts was added before those it shadows.
        return entries.enumerated().sorted { ($0.element.name, $0.offset) < ($1.element.name, $1.offset) }.map(
            \.element)
    }

    private func file(_ name: String, except own: String? = nil) -> FixtureFile? {
        guard Self.isName(name) else { return nil }
        for directory in directories {
            for ending in Self.endings {
                let file = FixtureFile(path: "\(directory.path)/\(name).\(ending)")
                if isFile(file.name), own == nil || file.identity != own { return file }
            }
        }
        guard let shipped = ShippedFixtures.file(name), shipped.name != own else { return nil }
        return shipped
    }

    private func unknown(_ name: String) -> FixtureError {
        var message = "no fixture is called ‘\(name.prefix(100))’"
        if let near = suggestion(for: name, among: Set(entries().map(\.name)).sorted()) {
            message += "; did you mean ‘\(near)’?"
        } else if !Self.isName(name) {
            message += ": a name is lower-case letters, digits, ‘-’ and ‘.’"
        }
        if fileStatus(name) != nil { message += "; for the file of that name write ./\(name)" }
        let places = directories.map { isDirectory($0.path) ? $0.path : $0.path + " (not there)" }
        return FixtureError(
            .notFound,
            "\(message); looked in \((places + ["Mayfly's own"]).joined(separator: ", ")); 'mayfly fixture list' has all",
            file: name)
    }

    /// A file's name without its ending, if a fixture may be called so.
    private static func stem(_ file: String) -> String? {
        for ending in endings where file.hasSuffix("." + ending) {
            let stem = String(file.dropLast(ending.count + 1))
            return isName(stem) ? stem : nil
        }
        return nil
    }
}
