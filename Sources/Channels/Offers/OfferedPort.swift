import Fixtures
package import Machines
package import Offload

/// A service of this host's, or of any that this host reaches, as guests see it.
package struct OfferedPort: Sendable {
    /// By which guests reach it.
    package var name: OfferedName
    package var port: UInt16
    package var service: TCPService

    package init(_ name: OfferedName, port: UInt16, service: TCPService) {
        (self.name, self.port, self.service) = (name, port, service)
    }

    /// So many connections of one guest are served at once; more wait in its kernel. A session has room for more, which
    /// commands and copies may need.
    private static let most = 64

    /// Serves clients in the guest while the body runs. `hosts` is where the guest looks names up.
    package func serve<Value: Sendable>(
        through channel: any GuestChannel, hosts: String = "/etc/hosts", _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        guard let channel = channel as? any ListeningChannel else {
            throw MachineError(
                .unsupported,
                "nothing can be offered to the guest by \(channel.kind.rawValue): only the guest helper listens there. Have "
                    + "the fixture's image built with it, and the machine reached `through(.helper)`")
        }
        let listener = try await listen(channel)
        try await name.tell(channel, hosts: hosts)
        return try await finishing {
            try await serving {
                try await serveAll(listener)
            } _: {
                try await body()
            }
        } finally: {
            await listener.close()
        }
    }

    private func listen(_ channel: any ListeningChannel) async throws(MachineError) -> any GuestListener {
        do throws(MachineError) {
            return try await channel.listen(address: name.address, port: port)
        } catch  where error.code == .invalidInput {
            throw MachineError(
                .invalidInput,
                "\(name.text) cannot be offered at port \(port): \(error.message). A server of the guest's own that listens at "
                    + "all its addresses takes the port there too; offer it at another one", cause: error)
        }
    }

    /// Serves connections until it is cancelled, which is no error: the body's outcome counts then.
    private func serveAll(_ listener: any GuestListener) async throws {
        try await withThrowingTaskGroup(of: Void.self) { connections in
            defer { connections.cancelAll() }
            var open = 0
            while true {
                if open == Self.most {
                    _ = try await connections.next()
                    open -= 1
                }
                do {
                    let remote = try await listener.accept()
                    connections.addTask {
                        guard let local = try? await service.connect() else { return await remote.close() }
                        await relay(local, remote)
                    }
                    open += 1
                } catch {
                    if Task.isCancelled { return }
                    throw error
                }
            }
        }
    }
}
