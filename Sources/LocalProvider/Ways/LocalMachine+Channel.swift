import Channels
import DomainXML
import Fixtures
import Host
import KubeVirt
import Machines
import Offload
import SSH
import Wire

/// The ways into the guest: each is opened once, by the first who asks, and again after the guest was restarted.
extension LocalMachine {
    typealias Opening = Task<any GuestChannel, any Error>

    func channel(_ kind: GuestChannelKind?) async throws(MachineError) -> any GuestChannel {
        if let annotations = try? Annotations(vmi.metadata), annotations.repeatsExactly {
            throw MachineError(
                .unsupported,
                "nobody talks to a guest whose runs shall be the same; watch its console, or leave "
                    + "\(Annotations.repeatKey) out", machine: name)
        }
        if let board = vmi.board {
            throw MachineError(
                .unsupported, "nobody talks to the program on \(board.rawValue); watch its console", machine: name)
        }
        if let annotations = try? Annotations(vmi.metadata), let type = annotations.machine, !annotations.hasBus {
            throw MachineError(
                .unsupported, "nobody talks to a guest on \(type), which has no bus for ports; watch its console",
                machine: name)
        }
        let channel =
            if let kind = kind ?? record.channel ?? (record.hasHelper ? .helper : reached) {
                try await way(kind)
            } else {
                try await firstWay()
            }
        reached = channel.kind
        return channel
    }

    /// The way that answers first, of a guest of which we do not know whether it has the helper. SSH can do more than the
    /// agent, so the agent is asked only where nobody can log in.
    private func firstWay() async throws(MachineError) -> any GuestChannel {
        let hasLogin = Access.load(from: path) != nil && !vmi.userNetworks.isEmpty
        let kinds: [GuestChannelKind] = [.helper, hasLogin ? .ssh : .agent]
        typealias Answer = Result<any GuestChannel, MachineError>
        let name = name
        return try await withTaskGroup(of: Answer.self, returning: Answer.self) { group in
            for kind in kinds {
                group.addTask {
                    do throws(MachineError) { return .success(try await self.way(kind)) } catch {
                        return .failure(error)
                    }
                }
            }
            defer { group.cancelAll() }
            var failures: [MachineError] = []
            for await result in group {
                switch result {
                case .success(let channel): return .success(channel)
                case .failure(let error): failures.append(error)
                }
            }
            return .failure(failures.first ?? MachineError(.channelLost, "the guest cannot be reached", machine: name))
        }.get()
    }

    /// A way into the guest once it answers there; the caller has the deadline.
    func way(_ kind: GuestChannelKind) async throws(MachineError) -> any GuestChannel {
        while true {
            if case .stopped(let reason) = state {
                throw MachineError.off(reason, machine: name)
            }
            guard process != nil else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
            let attempt = openWay(kind)
            do {
                return try await joining(attempt)
            } catch {
                if endedByUs && !Task.isCancelled {
                    throw MachineError.off(.ended, machine: name)
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
            case .agent: openAgent()
            case .ssh: openSSH()
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

    private func openAgent() -> Opening {
        let transport = LibvirtAgent(machine: self)
        return Opening { try await AgentChannel.waitAndConnect(transport) }
    }

    private func openSSH() -> Opening {
        Opening {
            guard let access = Access.load(from: path) else {
                throw MachineError(
                    .unsupported,
                    "nobody can log in to the guest: its VMI has no cloudInitNoCloud or cloudInitConfigDrive volume to "
                        + "carry a key; add one, or use another channel")
            }
            let port = try await hostPort(of: 22)
            return try await SSHChannel.waitAndConnect(
                port: port, user: access.user,
                key: SSHKeyPair(publicLine: access.publicKey, privateText: access.privateKey), hostKey: access.hostKey)
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
