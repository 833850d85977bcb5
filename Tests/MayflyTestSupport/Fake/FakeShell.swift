/// A shell for `sh -c`: words in quotes, `$NAME`, `;`, `&`, `> FILE`, `>&2`, and `exit`.
enum FakeShell {
    static func run(_ call: FakeInvocation) async throws -> Int32 {
        guard call.arguments.count >= 3, call.arguments[1] == "-c" else { return 2 }
        var status: Int32 = 0
        for statement in try statements(call.arguments[2], call.environment) {
            guard let name = statement.words.first else { continue }
            if name == "exit" { return statement.words.dropFirst().first.flatMap { Int32($0) } ?? status }
            var child = call
            child.arguments = statement.words
            redirect(&child, statement, call)
            if statement.isBackground {
                call.group.start(child) { [child] in try await call.guest.execute(child) }
                status = 0
            } else {
                status = try await call.guest.execute(child)
            }
        }
        return status
    }

    private struct Statement {
        var words: [String] = []
        var target: String?
        var toError = false
        var isBackground = false
    }

    private static func redirect(_ child: inout FakeInvocation, _ statement: Statement, _ call: FakeInvocation) {
        if statement.toError { child.output = call.error }
        guard let target = statement.target else { return }
        let path = call.path(target)
        // As a shell does it: the file is there, empty, before the command runs.
        if !path.hasPrefix("/dev/") && !path.hasPrefix("/proc/") { call.guest.write([], to: path, append: false) }
        child.output = { bytes in await call.guest.write(bytes, toDevice: path) }
    }

    private static func statements(_ script: String, _ environment: [String: String]) throws -> [Statement] {
        var found: [Statement] = []
        var statement = Statement()
        var word: String?
        var redirects = false
        var rest = script[...]

        func flushWord() {
            guard let text = word else { return }
            word = nil
            if redirects { statement.target = text } else { statement.words.append(text) }
            redirects = false
        }
        func flush(background: Bool = false) {
            flushWord()
            statement.isBackground = background
            if !statement.words.isEmpty { found.append(statement) }
            statement = Statement()
        }
        func variable() -> String {
            let name = rest.prefix { $0.isLetter || $0 == "_" }
            rest = rest.dropFirst(name.count)
            return environment[String(name)] ?? ""
        }

        while let character = rest.popFirst() {
            switch character {
            case " ": flushWord()
            case ";", "\n": flush()
            case "&": flush(background: true)
            case ">" where rest.hasPrefix("&2"):
                rest = rest.dropFirst(2)
                flushWord()
                statement.toError = true
            case ">":
                flushWord()
                redirects = true
            case "$": word = (word ?? "") + variable()
            case "'":
                let text = rest.prefix { $0 != "'" }
                rest = rest.dropFirst(text.count + 1)
                word = (word ?? "") + text
            case "\"":
                var text = ""
                while let next = rest.popFirst(), next != "\"" { text += next == "$" ? variable() : String(next) }
                word = (word ?? "") + text
            default: word = (word ?? "") + String(character)
            }
        }
        flush()
        return found
    }
}
