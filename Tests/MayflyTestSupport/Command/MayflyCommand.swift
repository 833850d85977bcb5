import Host

/// The built `mayfly` program, as a child of the test.
package enum MayflyCommand {
    /// What a run came to.
    package struct Outcome: Sendable {
        /// The exit status; nil when the test had to end it.
        package let status: Int32?
        package let output: String
        package let error: String
    }

    /// It lies beside the test program.
    package static let program: String = {
        let own = FileSystem.linkTarget("/proc/self/exe") ?? ""
        return own.split(separator: "/").dropLast().map { "/" + $0 }.joined() + "/mayfly"
    }()

    /// Runs the program with these words, in this process's environment but for these variables.
    ///
    /// With `after`, a shell runs that script before, in a mount name space of its own.
    package static func run(
        _ words: [String], environment: [String: String] = [:], after script: String? = nil,
        limit: Duration = .seconds(120)
    ) async throws -> Outcome {
        let scratch = Scratch("run")
        let streams = "exec \"$@\" > \(scratch("output")) 2> \(scratch("error"))"
        var command = ["sh", "-c", script.map { "set -e; \($0); \(streams)" } ?? streams, "sh", program] + words
        if script != nil { command = ["unshare", "-m"] + command }
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let result = try await Child.run("/usr/bin/env", variables + command, limit: limit)
        var status: Int32?
        if case .exited(let code) = result.end { status = code }
        return Outcome(
            status: status, output: scratch.text("output") ?? "", error: (scratch.text("error") ?? "") + result.output)
    }
}
