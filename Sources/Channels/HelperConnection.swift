import Machines
import Wire

/// A TCP connection that the helper opened. A cancelled read or write closes it; so does the loss of its last reference.
final class HelperConnection: GuestConnection {
    private let stream: HelperStream
    /// Its session must not end before it.
    private let channel: HelperChannel

    init(_ stream: HelperStream, of channel: HelperChannel) {
        self.channel = channel
        self.stream = stream
    }

    deinit {
        if stream.look(\.end) == nil { stream.send(.cancel(stream.id, grace: 0)) }
    }

    func read() async throws(MachineError) -> [UInt8] {
        do {
            let bytes = try await stream.read(.output)
            if bytes.isEmpty, case .ended(let ending) = stream.look(\.end), case .failed(let failure) = ending.outcome {
                throw MachineError(
                    .channelLost, "the connection in the guest broke: \(failure.reason)", execution: .mayHaveRun)
            }
            return bytes
        } catch {
            throw await closed(error)
        }
    }

    func write(_ bytes: [UInt8]) async throws(MachineError) {
        do {
            if try await stream.write(bytes) { return }
            throw MachineError(.channelLost, "the other end in the guest closed the connection", execution: .mayHaveRun)
        } catch {
            throw await closed(error)
        }
    }

    func closeWriting() async throws(MachineError) {
        stream.send(.eof(stream.id, .input))
    }

    func close() async {
        await stream.cancel(grace: .zero)
    }

    private func closed(_ error: any Error) async -> MachineError {
        if let error = error as? MachineError { return error }
        await close()
        return MachineError(.cancelled, "the connection was cancelled", execution: .mayHaveRun)
    }
}
