import Glibc
import Host

/// How a peer's program is started.
struct PeerLaunch: Sendable {
    let program: String
    let arguments: [String]
    var environment = ProcessEnvironment.current
    /// A file or pipe to read from; /dev/null when nil.
    var input: String?
    /// A file for standard error; where standard output goes when nil.
    var errors: String?

    init(_ program: String, _ arguments: [String]) {
        self.program = program
        self.arguments = arguments
    }

    /// The command line, under a subreaper.
    func supervised() throws(PeerObstacle) -> [String] {
        guard let tini = FileSystem.program("tini") else { throw .missing("tini", package: "tini") }
        return Self.supervised(tini: tini, try .path(of: program), arguments, input: input, errors: errors)
    }

    /// tini passes a signal to the whole group, and sends one itself when we die, however that is.
    static func supervised(
        tini: String, _ program: String, _ arguments: [String], input: String?, errors: String?
    ) -> [String] {
        let supervisor = [tini, "-s", "-g", "-p", "SIGTERM", "--"]
        guard input != nil || errors != nil else { return supervisor + [program] + arguments }
        let redirect = #"in=$1 err=$2; shift 2; [ "$err" ] && exec 2>>"$err"; exec "$@" <"$in""#
        return supervisor + ["/bin/sh", "-c", redirect, "sh", input ?? "/dev/null", errors ?? "", program] + arguments
    }

    /// Runs the program to its end; throws its last words when it fails.
    func succeed() async throws {
        try await PeerProcess.with(self) { process in
            let status = try await process.wait()
            guard status == 0 else {
                throw PeerObstacle("\(program) exited with \(status)", output: process.output)
            }
        }
    }
}

extension PeerObstacle {
    static func missing(_ program: String, package: String) -> PeerObstacle {
        PeerObstacle("\(program) is not installed: apt-get install \(package)")
    }
}

extension String {
    /// Where a program is; what the system says when it is nowhere.
    fileprivate static func path(of program: String) throws(PeerObstacle) -> String {
        guard let path = FileSystem.program(program) else {
            throw PeerObstacle("\(program) is not installed, or not on PATH")
        }
        return path
    }
}

/// The version of an installed package of Debian's; "unknown" where dpkg does not know it.
func packageVersion(_ name: String) async throws -> String {
    guard let dpkg = FileSystem.program("dpkg-query") else { return "unknown" }
    let result = try await Child.run(dpkg, ["-W", "-f=${Version}", name], limit: .seconds(30))
    return result.end == .exited(0) ? name + " " + result.output : "unknown"
}
