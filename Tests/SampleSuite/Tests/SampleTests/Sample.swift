import Glibc
import MayflyTesting
import Testing

/// What all suites of this package share.
enum Sample {
    /// Whether five of the tests boot a machine, for comparison.
    static let isCold = getenv("MAYFLY_SAMPLE").map { String(cString: $0) } == "cold"
}

extension Trait where Self == MachineTrait {
    /// A Debian of its own for each test, forked.
    static var debian: Self { .machine(.sample) }

    /// One that is booted where `MAYFLY_SAMPLE=cold` says so.
    static var bootedDebian: Self { .machine(.sample, from: Sample.isCold ? .boot : nil) }
}

/// What a script prints in the test's machine, without the end of its last line; an error where a command of it fails.
func sh(_ script: String, as user: String? = nil) async throws -> String {
    var command = Command.shell("set -e\n" + script)
    command.user = user
    let output = try await Machine.current.run(command, within: .seconds(60)).check().output
    return output.hasSuffix("\n") ? String(output.dropLast()) : output
}

/// The exit code of a script.
func status(_ script: String, as user: String? = nil) async throws -> Termination {
    var command = Command.shell(script)
    command.user = user
    return try await Machine.current.run(command, within: .seconds(60)).termination
}
