import Host
import Lifecycle
import Offload

/// virtme-ng's `vng`, as one would call it for one command: a kernel on this host's own root.
struct VirtmeCommand: Sendable {
    /// Its modules are beside it, as a kernel's package has them.
    let kernel: String
    /// MiB.
    let memory: Int
    let processors: Int
    let accelerator: Accelerator

    var arguments: [String] {
        ["--run", kernel, "--memory", "\(memory)M", "--cpus", "\(processors)"]
            + (accelerator == .tcg ? ["--disable-kvm"] : []) + ["--exec", "true"]
    }

    static func program() throws(PeerObstacle) -> String {
        if let program = FileSystem.program("vng") { return program }
        throw PeerObstacle(
            "vng is not installed: apt-get install virtme-ng where the release has it (Debian from 13 on), else install "
                + "virtme-ng for Python and put vng on PATH")
    }

    static func version(_ program: String) async throws -> String {
        try await Child.run(program, ["--version"], limit: .seconds(60)).output.filter { $0 != "\n" }
    }

    /// From its start to its end, in seconds: the kernel, `true`, and powering off.
    func run(within limit: Duration) async throws -> Double {
        try await withPeerDirectory { directory in
            var launch = PeerLaunch("vng", arguments)
            launch.environment["TMPDIR"] = directory
            let start = ContinuousClock.now
            return try await PeerProcess.with(launch) { process in
                do {
                    let status = try await withDeadline(limit) { try await process.wait() }
                    guard status == 0 else { throw PeerObstacle("vng exited with \(status)", output: process.output) }
                } catch is DeadlineExceeded {
                    throw PeerObstacle("vng did not end within \(limit)", output: process.output)
                }
                return (.now - start).seconds
            }
        }
    }
}
