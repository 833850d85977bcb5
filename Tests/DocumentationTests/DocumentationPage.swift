import Host
import MayflyTestSupport

/// A page of the documentation, as text.
struct DocumentationPage: Sendable, CustomStringConvertible {
    /// From the package's directory.
    let description: String
    let text: String

    /// Those for users: README and the catalog's.
    static func all() -> [DocumentationPage] {
        let catalog = "Sources/Mayfly/Mayfly.docc"
        let paths = FileSystem.names(in: TestHost.package + "/" + catalog).filter { $0.hasSuffix(".md") }.sorted()
        return (["README.md"] + paths.map { "\(catalog)/\($0)" }).map { path in
            DocumentationPage(description: path, text: FileSystem.text(TestHost.package + "/" + path) ?? "")
        }
    }

    /// The command lines of its console blocks that call `mayfly`, each up to what a shell does with it.
    var commandLines: [String] {
        var lines: [String] = []
        var isConsole = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let line = line.drop { $0 == " " }
            if line.hasPrefix("```") {
                isConsole = line.hasPrefix("```console")
            } else if isConsole, line.hasPrefix("$ mayfly ") {
                lines.append(String(line.dropFirst(2)))
            }
        }
        return lines
    }

    /// What it says in code of the command within its sentences.
    var mentions: [String] {
        text.matches(of: /`(mayfly [^`\n]+)`/).map { String($0.output.1) }
    }
}

/// The words of a command line, as a shell parts them; what it redirects or does afterwards is left out.
func shellWords(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
        if let open = quote {
            if character == open { quote = nil } else { word = (word ?? "") + String(character) }
        } else if character == "'" || character == "\"" {
            quote = character
            word = word ?? ""
        } else if character == " " {
            if let ended = word { words.append(ended) }
            word = nil
        } else if "|;&>".contains(character) {
            break
        } else {
            word = (word ?? "") + String(character)
        }
    }
    return words + (word.map { [$0] } ?? [])
}
