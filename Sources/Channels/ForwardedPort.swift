package import Machines
import Offload

/// Makes a TCP port of the guest reachable on the host's loopback while the body runs; the body gets the host's port.
package func withForwardedPort<Value: Sendable>(
    _ channel: any GuestChannel, to host: String = "localhost", port: UInt16,
    _ body: @Sendable (UInt16) async throws -> Value
) async throws -> Value {
    try await withForwardedPort(channel, to: host, port: port, through: try LoopbackListener(), body)
}

func withForwardedPort<Value: Sendable>(
    _ channel: any GuestChannel, to host: String, port: UInt16, through listener: LoopbackListener,
    _ body: @Sendable (UInt16) async throws -> Value
) async throws -> Value {
    try await serving {
        try await serveAll(listener, channel, host, port)
    } _: {
        try await body(listener.port)
    }
}

/// Serves connections until it is cancelled, which is no error: the body's outcome counts then.
private func serveAll(
    _ listener: LoopbackListener, _ channel: any GuestChannel, _ host: String, _ port: UInt16
) async throws {
    try await withThrowingDiscardingTaskGroup { connections in
        defer { connections.cancelAll() }
        while true {
            do {
                let local = try await listener.next()
                connections.addTask {
                    guard let remote = try? await channel.connect(host: host, port: port) else { return local.close() }
                    await relay(local, remote)
                }
            } catch {
                if Task.isCancelled { return }
                throw error
            }
        }
    }
}
