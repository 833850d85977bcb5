import FixtureLoading
import Fixtures
import Foundation

/// Makes Swift names of a package's fixtures, for the plugin FixtureNames: `fixture-codegen OUTPUT MODULE DIRECTORY STAMP`.
///
/// MODULE is what the code imports; the fixtures are the YAML and JSON files of DIRECTORY. OUTPUT is written where it
/// changes, STAMP each time. Each mistake is a line on stderr, as compilers write them, so that editors show it at its
/// place.
@main
struct FixtureCodegen {
    static func main() {
        let words = Array(CommandLine.arguments.dropFirst())
        guard words.count == 4 else { end("usage: fixture-codegen OUTPUT MODULE DIRECTORY STAMP\n", 2) }
        guard let files = fixtures(in: words[2]) else {
            end("\(words[2]):1:1: error: it cannot be read; FixtureNames makes names of the fixtures in it\n", 1)
        }
        switch names(of: files, in: words[2], importing: words[1]) {
        case .success(let text):
            if FileManager.default.contents(atPath: words[0]) != Data(text.utf8) { write(text, words[0]) }
            write("", words[3])
        case .failure(let mistakes): end(mistakes.description + "\n", 1)
        }
    }

    /// The files of this directory that are fixtures; nil where it cannot be read. What a fixture names, such as a script,
    /// may lie below.
    static func fixtures(in directory: String) -> [String]? {
        let names = try? FileManager.default.contentsOfDirectory(atPath: directory)
        return names?.filter { name in
            !name.hasPrefix(".") && [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) }
        }.map { "\(directory)/\($0)" }
    }

    private static func write(_ text: String, _ path: String) {
        do {
            try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
        } catch {
            end("\(path):1:1: error: it cannot be written: \(error.localizedDescription)\n", 1)
        }
    }

    private static func end(_ text: String, _ status: Int32) -> Never {
        FileHandle.standardError.write(Data(text.utf8))
        exit(status)
    }

    /// The code for these files, or every mistake in them.
    static func names(
        of files: [String], in directory: String, importing module: String
    ) -> Result<String, Mistakes> {
        // What only one user has, or the environment names, must not decide what a build makes.
        let loader = FixtureLoader(search: FixtureSearchPath([.init(directory, .project)]))
        var mistakes = Mistakes()
        var found: [NamedFixture] = []
        for file in files.sorted() {
            do throws(FixtureError) {
                let fixture = try NamedFixture(file, loader)
                if let other = found.first(where: { $0.name.text == fixture.name.text }) {
                    mistakes.add("\(other.file) has the same name in Swift, ‘\(fixture.name.text)’; rename one", file)
                }
                found.append(fixture)
            } catch {
                mistakes.add(error, file)
            }
        }
        guard mistakes.lines.isEmpty else { return .failure(mistakes) }
        return .success(SwiftFile(module: module, fixtures: found).text)
    }
}

/// What is wrong with fixtures, as compilers say it.
struct Mistakes: Error, CustomStringConvertible {
    private(set) var lines: [String] = []

    mutating func add(_ message: String, _ file: String, line: Int = 1, column: Int = 1) {
        lines.append("\(file):\(line):\(column): error: \(message)")
    }

    mutating func add(_ error: FixtureError, _ file: String) {
        for problem in error.problems {
            // A message of more lines would seem to end at its first.
            let message = problem.message.split(separator: "\n").joined(separator: "; ")
            if let place = problem.location {
                add(message, place.file, line: place.line, column: place.column)
            } else {
                add(message, file)
            }
        }
    }

    var description: String { lines.joined(separator: "\n") }
}
