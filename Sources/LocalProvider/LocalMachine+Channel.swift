import Channels
import Fixtures
import Host
import Machines
import Offload
import Wire

/// The ways into the guest: each is opened once, by the first who asks, and again after the guest was restarted.
extension LocalMachine {
    typealias Opening = Task<any GuestChannel, any Error>

    func channel(_ kind: GuestChannelKind?) async throws(MachineError) -> any GuestChannel {
        let channel = try await way(kind ?? record.channel ?? .helper)
        reached = channel.kind
        return channel
    }

    /// A way into the guest once it answers there; the caller has the deadline.
    func way(_ kind: GuestChannelKind) async throws(MachineError) -> any GuestChannel {
        while true {
            if case .stopped(let reason) = state {
                throw MachineError(.stopped, "the machine is off: \(reason)", machine: name)
            }
            guard process != nil else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
            let attempt = openWay(kind)
            do {
                return try await joining(attempt)
            } catch {
                if endedByUs && !Task.isCancelled {
                    throw MachineError(.stopped, "the machine is off: \(StopReason.ended)", machine: name)
                }
                // The guest was restarted meanwhile: another one will answer.
                if ways[kind] != attempt && !Task.isCancelled { continue }
                // The next caller may find a way that is taken now.
                if ways[kind] == attempt && !(error is CancellationError) { ways[kind] = nil }
                throw MachineError.wrapping(error, .channelLost, "the guest does not answer by \(kind.words)").named(
                    name)
            }
        }
    }

    @discardableResult
    func openWay(_ kind: GuestChannelKind) -> Opening {
        if let opening = ways[kind] { return opening }
        let opening =
            switch kind {
            case .helper: openHelper()
            case .agent: Opening { throw MachineError(.unsupported, "no agent yet") }
            case .ssh: Opening { throw MachineError(.unsupported, "no ssh yet") }
            }
        ways[kind] = opening
        return opening
    }

    /// Begins to talk at once: QEMU keeps what we say until the guest opens its port, so nothing is polled.
    private func openHelper() -> Opening {
        let (path, ports) = (path, Self.helperPorts)
        return Opening {
            let port = try await HelperPort.take(of: path, count: ports)
            let channel = try await HelperChannel.open(port)
            took(port, channel.greeting)
            return channel
        }
    }

    private func took(_ port: HelperPort, _ greeting: Greeting) {
        self.port = port
        let now = ContinuousClock.now
        kernelStart = now - .nanoseconds(Int64(clamping: greeting.now))
        let running = greeting.now >= greeting.started ? greeting.now - greeting.started : 0
        helperStart = now - .nanoseconds(Int64(clamping: running))
    }

    /// Gives up every way, those that were just being opened too; the channels that were open are returned.
    func takeWays() async -> [any GuestChannel] {
        let old = ways
        ways = [:]
        port = nil
        // A guest that never answers must not hold us.
        for opening in old.values { opening.cancel() }
        var open: [any GuestChannel] = []
        for opening in old.values {
            if let channel = try? await opening.value { open.append(channel) }
        }
        return open
    }
}

extension GuestChannelKind {
    fileprivate var words: String {
        switch self {
        case .helper: "the guest helper"
        case .agent: "the guest agent"
        case .ssh: "SSH"
        }
    }
}
