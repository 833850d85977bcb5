import Machines
import Wire

/// A command as the launcher in the guest takes it.
struct Launch: Sendable {
    /// Marks the launcher's own words among whatever else a login prints.
    let nonce = "mayfly-" + String(UInt64.random(in: 1 << 60...UInt64.max), radix: 36)
    private let before: [String]
    private let after: [String]

    private static let path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

    init(_ command: Command) throws(MachineError) {
        do { try ExecRequest(command).validate() } catch { throw MachineError(.invalidInput, error.message) }
        var words = [command.executable] + command.arguments
        // env would take such a program's name for a variable.
        if command.executable.contains("=") { words = ["/bin/sh", "-c", "exec \"$0\" \"$@\""] + words }
        before = ["-c", GuestScripts.launch, GuestScripts.enter, nonce]
        after =
            [
                command.user ?? "", command.workingDirectory ?? "", command.input ? "1" : "0",
                command.terminal == nil ? "0" : "1",
                command.environment["PATH"] ?? Self.path, command.executable,
            ] + command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } + words
    }

    /// The words of `/bin/sh`: what follows its name. `registry` is a directory in the guest that knows what runs.
    func arguments(registry: String = "") -> [String] { before + [registry] + after }

    /// One line for a login shell: each word in single quotes.
    func line(registry: String) -> String {
        "exec /bin/sh " + arguments(registry: registry).map(quoted).joined(separator: " ")
    }

    /// For a line that is longer than a request may be: a shell reads it, byte by byte, from its standard input.
    static let reader = "exec /bin/sh -c 'IFS= read -r m; eval \"$m\"'"

    /// What that shell reads: the line, with a variable for each end of line in it.
    func input(registry: String) -> [UInt8] {
        let line = line(registry: registry).replacing("\n", with: "'\"$n\"'")
        return Array(("n=$(printf '\\012x'); n=${n%x}; " + line + "\n").utf8)
    }
}

/// A word as any shell takes it literally.
func quoted(_ word: String) -> String {
    "'" + String(word.flatMap { $0 == "'" ? Array("'\\''") : [$0] }) + "'"
}

/// What the launcher said, found at the head of the command's output.
struct LaunchReport: Sendable {
    enum Word: Sendable, Equatable {
        /// The command's session.
        case started(Int32)
        case failed(GuestFailure)
        /// Another word of ours, with its value.
        case other(String)
    }

    private let mark: [UInt8]
    private var bytes: [UInt8] = []
    /// What a login prints before us is thrown away, but not without end.
    private static let longestHead = 1 << 20

    init(nonce: String) { mark = Array(nonce.utf8) }

    /// The bytes so far that are no report, for an error.
    var text: String { String(decoding: bytes.suffix(2000), as: UTF8.self) }

    /// Takes the next bytes; returns the report and what follows it once it is whole.
    mutating func take(_ more: [UInt8]) throws(MachineError) -> (Word, rest: [UInt8])? {
        bytes += more
        guard bytes.count < Self.longestHead else {
            throw MachineError(.commandNotStarted, "the guest's login shell prints without end before our command")
        }
        guard let start = bytes.firstRange(of: mark), let end = bytes[start.upperBound...].firstIndex(of: 10) else {
            return nil
        }
        let line = String(decoding: bytes[start.upperBound..<end], as: UTF8.self)
        let words = line.split { $0 == " " || $0.isNewline }
        let rest = Array(bytes[(end + 1)...])
        switch words.first {
        case "S":
            guard words.count == 2, let session = Int32(words[1]), session > 1 else { break }
            return (.started(session), rest)
        case "F":
            guard words.count == 3, let error = UInt32(words[2]) else { break }
            let stages: [Substring: GuestFailure.Stage] = ["user": .user, "directory": .directory, "exec": .exec]
            return (.failed(GuestFailure(stage: stages[words[1]] ?? .setup, error: error)), rest)
        default: return (.other(words.dropFirst().joined(separator: " ")), rest)
        }
        throw MachineError(.commandNotStarted, "the guest's launcher said \(line.debugDescription)")
    }
}
