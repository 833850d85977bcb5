import Channels
import Fixtures
public import Machines

extension Machine {
    /// Forwards a TCP port of the guest to a free port on this host's loopback for as long as the body runs.
    ///
    /// The body gets the host's port, chosen by the kernel. `host` is whom the guest connects to: itself, or whoever it
    /// can reach.
    public func withForwardedPort<Value: Sendable>(
        _ port: UInt16, on host: String = "localhost", _ body: @escaping @Sendable (UInt16) async throws -> Value
    ) async throws -> Value {
        let channel = try await channel()
        // The agent opens no connections; the machine's own network leads to the guest itself.
        if channel.kind == .agent, host == "localhost" { return try await body(try await hostPort(of: port)) }
        return try await Channels.withForwardedPort(channel, to: host, port: port, body)
    }
}
