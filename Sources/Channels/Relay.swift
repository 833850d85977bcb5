import Glibc
import Machines
import Offload

/// Both ways until both have ended, each end passed on by itself; both are closed then.
func relay(_ local: DescriptorStream, _ remote: any GuestConnection) async {
    defer { local.close() }
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

/// Serves while the body runs. A server that fails for good ends the body with its error.
func serving<Value: Sendable>(
    by server: @escaping @Sendable () async throws -> Void, _ body: @Sendable () async throws -> Value
) async throws -> Value {
    try await withoutActuallyEscaping(body) { body in
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await server()
                return nil
            }
            group.addTask { .some(try await body()) }
            defer { group.cancelAll() }
            while let ended = try await group.next() {
                if let value = ended { return value }
            }
            throw CancellationError()
        }
    }
}
