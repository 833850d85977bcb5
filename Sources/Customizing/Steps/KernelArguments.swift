import Fixtures
import ShellWords

/// A kernel's command line with a change made.
struct KernelArguments: Sendable, Hashable {
    let step: KernelArgumentsStep

    /// The words with those taken out that the step removes, and those that a word it adds takes the place of.
    func removing(from line: String) -> [String] {
        let replaced = Set(step.add.map(Self.name))
        return line.split(whereSeparator: \.isWhitespace).map(String.init).filter { word in
            !step.remove.contains(word) && !step.remove.contains(Self.name(word)) && !replaced.contains(Self.name(word))
        }
    }

    func changed(_ line: String) -> String { (removing(from: line) + step.add).joined(separator: " ") }

    /// What stands before the value.
    private static func name(_ word: String) -> String { String(word.prefix { $0 != "=" }) }

    /// The text of /etc/default/grub with a variable set.
    static func setting(_ name: String, to value: String, in text: String) -> String {
        let line = "\(name)=\(value.shellQuoted)"
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        let places = lines.indices.filter { lines[$0].drop(while: \.isWhitespace).hasPrefix(name + "=") }
        if let last = places.last { lines[last] = line } else { lines.append(line) }
        return lines.joined(separator: "\n") + "\n"
    }
}
