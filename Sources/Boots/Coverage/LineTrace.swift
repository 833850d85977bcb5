import Symbols

/// Lines of source code that were gone through, as lcov's tracefile has them (geninfo(1)).
struct LineTrace: Sendable, Hashable {
    private var lines: [String: Set<Int>] = [:]

    /// The lines of all these places, those of functions and of what is inlined in them.
    init(_ places: some Sequence<SourcePlace>) {
        for place in places { lines[Self.normal(place.file), default: []].insert(place.line) }
    }

    var fileCount: Int { lines.count }
    var lineCount: Int { lines.values.reduce(0) { $0 + $1.count } }

    /// kcov tells that a line was gone through, not how often, so each has the count 1.
    var text: String {
        var text = "TN:\n"
        for (file, numbers) in lines.sorted(by: { $0.key < $1.key }) {
            text += "SF:\(file)\n"
            for number in numbers.sorted() { text += "DA:\(number),1\n" }
            text += "LF:\(numbers.count)\nLH:\(numbers.count)\nend_of_record\n"
        }
        return text
    }

    /// A path without the `.` and `..` that compilers leave in it, so that a file is one file.
    private static func normal(_ path: String) -> String {
        var parts: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
        }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
