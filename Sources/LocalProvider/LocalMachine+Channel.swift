import Channels
import Host
import Machines
import Offload
import Wire

/// The way into the guest.
extension LocalMachine {
    /// Begins to talk at once: QEMU keeps what we say until the guest opens its port, so nothing is polled.
    @discardableResult
    func openChannel() -> Task<HelperChannel, any Error> {
        if let opening { return opening }
        let (path, ports) = (path, Self.helperPorts)
        let task = Task {
            let port = try await HelperPort.take(of: path, count: ports)
            let channel = try await HelperChannel.open(port)
            took(port, channel.greeting)
            return channel
        }
        opening = task
        return task
    }

    private func took(_ port: HelperPort, _ greeting: Greeting) {
        self.port = port
        let running = greeting.now >= greeting.started ? greeting.now - greeting.started : 0
        helperStart = .now - .nanoseconds(Int64(clamping: running))
    }

    func openedChannel() async throws -> HelperChannel? {
        try await opening?.value
    }

    func channel() async throws(MachineError) -> any GuestChannel {
        try await helper()
    }

    func helper() async throws(MachineError) -> HelperChannel {
        while true {
            if case .stopped(let reason) = state {
                throw MachineError(.stopped, "the machine is off: \(reason)", machine: name)
            }
            guard process != nil else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
            let attempt = openChannel()
            do {
                return try await joining(attempt)
            } catch {
                if endedByUs && !Task.isCancelled {
                    throw MachineError(.stopped, "the machine is off: \(StopReason.ended)", machine: name)
                }
                // The guest was restarted meanwhile: another helper will answer.
                if opening != attempt && !Task.isCancelled { continue }
                // The next caller may find a way that is taken now.
                if opening == attempt && !(error is CancellationError) { opening = nil }
                throw MachineError.wrapping(error, .channelLost, "the guest helper does not answer").named(name)
            }
        }
    }
}
