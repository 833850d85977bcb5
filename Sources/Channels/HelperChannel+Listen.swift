package import Machines
import Wire

extension HelperChannel: ListeningChannel {
    package func listen(address: String, port: UInt16) async throws(MachineError) -> any GuestListener {
        guard greeting.features.contains(.listen) else {
            throw MachineError(
                .unsupported,
                "the guest's helper (build \(greeting.buildID)) is too old to listen for this host: rebuild the guest's "
                    + "image with this Mayfly")
        }
        let stream = try session.open(.listen(address: address, port: port))
        try await begin(stream, grace: .zero) { failure in
            MachineError(.invalidInput, "the guest cannot listen at \(address) port \(port): \(failure.reason)")
        }
        return HelperListener(stream, of: self)
    }
}

/// A port at which the helper listens.
final class HelperListener: GuestListener {
    let port: UInt16
    private let stream: HelperStream
    /// Its session must not end before it.
    private let channel: HelperChannel

    init(_ stream: HelperStream, of channel: HelperChannel) {
        self.channel = channel
        self.stream = stream
        port = UInt16(truncatingIfNeeded: stream.look(\.started) ?? 0)
    }

    deinit {
        if stream.look(\.end) == nil { stream.send(.cancel(stream.id, grace: 0)) }
    }

    func accept() async throws(MachineError) -> any GuestConnection {
        let connection = try channel.session.open(.accept(listener: stream.id))
        try await channel.begin(connection, grace: .zero) { failure in
            MachineError(.channelLost, "the guest takes no more connections at port \(port): \(failure.reason)")
        }
        return HelperConnection(connection, of: channel)
    }

    func close() async {
        await stream.cancel(grace: .zero)
    }
}
