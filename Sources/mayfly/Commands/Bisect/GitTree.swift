import Host
import Mayfly

/// A git work tree, in which another program's bisecting is never touched.
struct GitTree: Sendable {
    /// What git says after a verdict.
    enum Answer: Equatable, Sendable {
        /// Another commit is checked out.
        case next
        case firstBad(String)
        /// Only commits that cannot be tested are left.
        case undecided

        /// The output and status of `git bisect`.
        init?(_ output: String, _ status: Int32) {
            for line in output.split(separator: "\n") {
                let words = line.split(separator: " ")
                guard
                    words.dropFirst() == ["is", "the", "first", "bad", "commit"]
                        || words.dropFirst() == ["is", "the", "first", "new", "commit"]
                else { continue }
                self = .firstBad(String(words[0]))
                return
            }
            if output.contains("only 'skip'ped commits left") {
                self = .undecided
            } else if status == 0 {
                self = .next
            } else {
                return nil
            }
        }
    }

    let path: String
    private let program: String

    init(_ path: String) throws(MachineError) {
        guard let program = FileSystem.program("git") else {
            throw MachineError(.hostNotReady, "git is not installed. Install the package git.")
        }
        (self.path, self.program) = (path, program)
    }

    /// The commit that a name means.
    func commit(_ name: String) async throws -> String {
        let result = try await git(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"])
        guard result.end == .exited(0) else {
            throw MachineError(.invalidInput, "there is no commit ‘\(name)’ in \(path)")
        }
        return result.output.filter { !$0.isWhitespace }
    }

    /// A commit's first line.
    func subject(_ commit: String) async throws -> String {
        try await git(["log", "-1", "--format=%s", commit]).output.filter { !$0.isNewline }
    }

    /// Whether somebody bisects there already.
    func isBisecting() async throws -> Bool {
        let place = try await git(["rev-parse", "--git-path", "BISECT_START"])
        guard place.end == .exited(0) else {
            throw MachineError(.invalidInput, "\(path) is no git work tree: \(place.output.suffix(200))")
        }
        let file = place.output.filter { !$0.isNewline }
        return FileSystem.exists(file.hasPrefix("/") ? file : path + "/" + file)
    }

    func start(good: [String], bad: String) async throws -> Answer { try await bisect(["start", bad] + good) }
    func judge(_ verdict: BisectVerdict) async throws -> Answer { try await bisect([verdict.rawValue]) }

    /// Back to what was checked out.
    func reset() async throws {
        let result = try await git(["bisect", "reset"])
        guard result.end == .exited(0) else {
            throw MachineError(.invalidInput, "git bisect reset failed: \(result.output.suffix(500))")
        }
    }

    private func bisect(_ words: [String]) async throws -> Answer {
        let result = try await git(["bisect"] + words)
        guard case .exited(let status) = result.end, let answer = Answer(result.output, status) else {
            throw MachineError(.invalidInput, "git bisect \(words[0]) failed in \(path): \(result.output.suffix(500))")
        }
        return answer
    }

    private func git(_ words: [String]) async throws -> Child.Result {
        var environment = ProcessEnvironment.current
        // Its words are read.
        environment["LC_ALL"] = "C"
        let variables = environment
        // Also when the task is cancelled: a git that is killed leaves half of a commit in the tree and its lock on the
        // index, and nothing could be checked out again.
        return try await Task {
            try await Child.run(program, ["-C", path] + words, environment: variables, limit: .seconds(3600))
        }.value
    }
}
