import Channels
public import Machines
import Offload

extension Machine {
    /// Offers a TCP service of this host into the guest, under a name of its own, for as long as the body runs.
    ///
    /// In the guest `name` leads to the service, at `guestPort` or the service's own port; only this one service, whatever
    /// network the machine has, by the guest helper. `host` is who has the service: this one, or whoever it can reach, as
    /// a container beside it. A service that does not answer ends the guest's connection.
    ///
    /// ```swift
    /// try await machine.withOfferedPort(8080, as: "api.test", at: 80) {
    ///     try await machine.run("curl", "--fail", "http://api.test/").check()
    /// }
    /// ```
    ///
    /// - Throws: ``MachineError/Code/invalidInput`` where the port is taken in the guest or one of the names is none;
    ///   ``MachineError/Code/unsupported`` without the helper; ``MachineError/Code/channelLost`` out of the body when the
    ///   guest starts again, after which it has to be offered anew.
    @discardableResult
    public func withOfferedPort<Value: Sendable>(
        _ port: UInt16, of host: String = "localhost", as name: String, at guestPort: UInt16? = nil,
        _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        let offered = try OfferedName(name)
        let service: TCPService
        do throws(SystemError) { service = try await TCPService(host: host, port: port) } catch {
            throw MachineError(.invalidInput, "there is no host \"\(host)\" to offer a port of", cause: error)
        }
        let offer = OfferedPort(offered, port: guestPort ?? port, service: service)
        return try await offer.serve(through: try await channel(), body)
    }
}
