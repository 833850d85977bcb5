package import Fixtures
package import Machines
import Offload
package import Wire

/// The way into a guest through Mayfly's helper, on a virtio-serial port or inside of another way. Ends its session with its last reference.
package final class HelperChannel: GuestChannel {
    package let kind = GuestChannelKind.helper

    let session: Session
    private let isPort: Bool

    init(_ session: Session, isPort: Bool) {
        self.session = session
        self.isPort = isPort
    }

    deinit { session.abort() }

    /// Who answered: build, architecture, kernel, boot, and when the helper started.
    package var greeting: Greeting { session.greeting }

    /// Returns when the helper has answered, as it does at once.
    package func ping() async throws(MachineError) {
        do { try await session.ping() } catch {
            throw .wrapping(error, .channelLost, "the guest's helper does not answer")
        }
    }

    package func start(_ command: Command) async throws(MachineError) -> any GuestProcess {
        let request = ExecRequest(command)
        do { try request.validate() } catch { throw MachineError(.invalidInput, error.message) }
        let stream = try session.open(.exec(request))
        try await begin(stream, grace: command.grace) { .start(of: command, $0) }
        return HelperProcess(stream, of: self, command: command)
    }

    package func connect(host: String, port: UInt16) async throws(MachineError) -> any GuestConnection {
        let stream = try session.open(.tcp(host: host, port: port))
        try await begin(stream, grace: .zero) { failure in
            MachineError(.notReady, "the guest cannot connect to \(host) port \(port): \(failure.reason)")
        }
        return HelperConnection(stream, of: self)
    }

    package func shutDown(_ action: ShutdownAction) async throws(MachineError) {
        // Elsewhere a helper cannot know that it is in a guest, and takes nothing down by itself.
        guard isPort else { return try await powerDown(self, action) }
        let stream = try session.open(.power(action == .reboot ? .reboot : .off))
        do {
            try await begin(stream, grace: .zero) { failure in
                MachineError(.guestFailed, "the guest did not go down: \(failure.reason)")
            }
        } catch  where error.code == .channelLost && error.execution == .mayHaveRun {
            // The guest went before its answer came.
            return
        }
        // The guest's end is the answer: a lost session is what was asked for.
        if case .ended(let ending) = try? await stream.waitForEnd(), case .failed(let failure) = ending.outcome {
            throw MachineError(.guestFailed, "the guest did not go down: \(failure.reason)")
        }
    }

    package func close() async {
        await uncancelled { [session] in await session.close() }
    }

    /// Ends the session at once, with the reason: the guest that it was with is no more.
    package func abandon(_ reason: String) {
        session.abort(reason)
    }

    /// Waits for the guest to begin; a cancelled task ends in the guest what it may have begun.
    func begin(
        _ stream: HelperStream, grace: Duration, _ refused: (GuestFailure) -> MachineError
    ) async throws(MachineError) {
        do {
            try await stream.waitForStart()
        } catch {
            await stream.cancel(grace: grace)
            throw MachineError(.cancelled, "cancelled while the guest was starting it", execution: .mayHaveRun)
        }
        guard stream.look(\.started) == nil else { return }
        switch stream.look(\.end) {
        case .ended(let ending):
            guard case .failed(let failure) = ending.outcome else { return }
            throw refused(failure)
        case .lost(let error): throw error
        case nil: return
        }
    }
}
