import CLinux
import Glibc
package import Machines
import Offload

/// Makes a TCP port of the guest reachable on the host's loopback while the body runs; the body gets the host's port.
package func withForwardedPort<Value: Sendable>(
    _ channel: any GuestChannel, to host: String = "localhost", port: UInt16,
    _ body: @Sendable (UInt16) async throws -> Value
) async throws -> Value {
    try await withForwardedPort(channel, to: host, port: port, through: try LoopbackListener(), body)
}

/// A listener that fails for good ends the body with its error.
func withForwardedPort<Value: Sendable>(
    _ channel: any GuestChannel, to host: String, port: UInt16, through listener: LoopbackListener,
    _ body: @Sendable (UInt16) async throws -> Value
) async throws -> Value {
    try await withoutActuallyEscaping(body) { body in
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await serveAll(listener, channel, host, port)
                return nil
            }
            group.addTask { .some(try await body(listener.port)) }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let value = ended { return value }
            }
            throw CancellationError()
        }
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
                let accepted = try await listener.next()
                connections.addTask { await serve(accepted, channel, host, port) }
            } catch {
                if Task.isCancelled { return }
                throw error
            }
        }
    }
}

/// Both ways until both have ended, each end passed on by itself.
private func serve(_ local: DescriptorStream, _ channel: any GuestChannel, _ host: String, _ port: UInt16) async {
    defer { local.close() }
    guard let remote = try? await channel.connect(host: host, port: port) else { return }
    await withDiscardingTaskGroup { group in
        group.addTask {
            while let bytes = try? await local.read(atMost: 65536) {
                if bytes.isEmpty {
                    try? await remote.closeWriting()
                    return
                }
                guard (try? await remote.write(bytes)) != nil else { break }
            }
            await remote.close()
        }
        group.addTask {
            while let bytes = try? await remote.read(), !bytes.isEmpty {
                guard (try? await local.write(bytes)) != nil else { return await remote.close() }
            }
            _ = shutdown(local.descriptor.raw, Int32(SHUT_WR))
        }
    }
    await remote.close()
}
