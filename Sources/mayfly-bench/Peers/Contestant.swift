import Host
import Offload

/// A tool that starts a machine and runs a command in it.
protocol Contestant: Sendable {
    var name: String { get }
    /// How a command is run in the guest.
    var way: String { get }
    /// What we tell the tool beyond what one would write by hand.
    var changes: [String] { get }
    /// What is to be thought of when its figures are read.
    var notes: [String] { get }
    /// Makes what the tool boots, if that is not there yet; throws ``PeerObstacle`` where it cannot run here.
    func prepare() async throws -> PeerFacts
    /// Starts a machine, runs `true` in it, and ends it.
    func boot() async throws -> PeerSample
}

/// Runs a body with a directory for temporary files, which goes with us: should we be killed, the next start of anything
/// of ours removes it.
func withPeerDirectory<Value: Sendable>(_ body: (String) async throws -> Value) async throws -> Value {
    let directory = try MachineDirectory.make(machine: "peer", in: .ofThisUser, identity: .user)
    return try await finishing {
        try await body(directory.path)
    } finally: {
        try? directory.remove()
    }
}

/// Runs a body within a plan's limit; a tool that needs longer has an obstacle.
func withinLimit<Value: Sendable>(
    of plan: PeerPlan, _ process: PeerProcess, _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    do {
        return try await withDeadline(plan.limit, body)
    } catch let exceeded as DeadlineExceeded {
        throw PeerObstacle("no command had finished in its guest within \(exceeded.limit)", output: process.output)
    }
}
