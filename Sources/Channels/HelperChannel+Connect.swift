package import Machines
package import Offload
import Wire

extension HelperChannel {
    /// Opens a session: returns as soon as the helper has answered, which it does once it runs.
    ///
    /// `usedBefore` says that another host may have been on this port: its last frame may be cut off, and what it started
    /// is ended. `isPort` is false of a helper that somebody else has started. On failure the stream is closed.
    package static func connect(
        over stream: any ByteStream, usedBefore: Bool = true, isPort: Bool = true, within limit: Duration
    ) async throws(MachineError) -> HelperChannel {
        do {
            return try await withDeadline(limit) {
                try await withTaskCancellationHandler {
                    try await greet(over: stream, usedBefore: usedBefore, isPort: isPort)
                } onCancel: {
                    stream.close()
                }
            }
        } catch {
            stream.close()
            if Task.isCancelled { throw MachineError(.cancelled, "cancelled while waiting for the guest's helper") }
            switch error {
            case is DeadlineExceeded:
                throw MachineError(
                    .timedOut,
                    "the guest's helper did not answer within \(limit): see the console whether it was started")
            case let error as WireError where error.code == .unsupportedVersion:
                throw MachineError(.unsupported, error.message)
            default:
                throw .wrapping(error, .channelLost, "the session with the guest's helper did not begin")
            }
        }
    }

    private static func greet(
        over stream: any ByteStream, usedBefore: Bool, isPort: Bool
    ) async throws -> HelperChannel {
        let nonce = Nonce.random()
        let hello = Frame.hello(Hello(nonce: nonce, window: UInt32(Session.window))).encoded
        try await stream.write(usedBefore ? WireProtocol.flush + hello : hello)
        var decoder = FrameDecoder(awaiting: nonce)
        while true {
            if case .greeting(let greeting) = try decoder.next() {
                try greeting.check()
                return HelperChannel(Session(stream, greeting: greeting, decoder: decoder), isPort: isPort)
            }
            let part = try await stream.read(atMost: 65536)
            guard !part.isEmpty else {
                throw MachineError(.channelLost, "the guest's port was closed before its helper answered")
            }
            decoder.add(part)
        }
    }
}
