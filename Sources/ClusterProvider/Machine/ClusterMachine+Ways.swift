import Channels
import Fixtures
import Lifecycle
import Machines
import Offload
import Wire

/// The way into the guest: opened once, by the first who asks, and again after the guest was restarted.
extension ClusterMachine {
    func channel(_ kind: GuestChannelKind?) async throws(MachineError) -> any GuestChannel {
        guard kind != .agent else {
            throw MachineError(
                .unsupported,
                "KubeVirt has no way to the guest's agent for others; on a cluster guests are reached by ssh, or by their "
                    + "helper through it", machine: name)
        }
        while true {
            try check()
            let attempt = openWay()
            do {
                let way = try await joining(attempt)
                guard let channel = try way.channel(kind) else {
                    throw MachineError(
                        .unsupported,
                        "there is no guest helper in its image (\(HelperPlace.path)): use ssh, or add it by the step "
                            + "‘helper’", machine: name)
                }
                reached = channel.kind
                return channel
            } catch {
                if Task.isCancelled { throw MachineError(.cancelled, "cancelled", machine: name) }
                if case .stopped(let reason) = state { throw MachineError.off(reason, machine: name) }
                // The guest was restarted meanwhile: another one will answer.
                if way != attempt { continue }
                way = nil
                throw MachineError.wrapping(error, .channelLost, "the guest does not answer by SSH").named(name)
            }
        }
    }

    private func check() throws(MachineError) {
        if case .stopped(let reason) = state { throw MachineError.off(reason, machine: name) }
        guard state != .created else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
    }

    private func openWay() -> Task<GuestWay, any Error> {
        if let way { return way }
        let (login, name) = (cluster.login, name)
        let opening = Task<GuestWay, any Error> {
            guard let access = record.access else {
                throw MachineError(
                    .unsupported,
                    "nobody can log in to the guest: its user data is not cloud-init's, so it carries no key of ours",
                    machine: name)
            }
            let ssh = try await login.connect(as: LoginAccess(access)) { [weak self] in
                guard let self else { throw CancellationError() }
                return try await self.openPort(SSHLogin.port)
            }
            let isRoot = access.user == "root"
            do throws(MachineError) {
                let helper = try await login.helper(through: ssh)
                return GuestWay(ssh: ssh, helper: helper, helperFailure: nil, isRoot: isRoot)
            } catch {
                guard !Task.isCancelled else {
                    await uncancelled { await ssh.close() }
                    throw error
                }
                return GuestWay(ssh: ssh, helper: nil, helperFailure: error, isRoot: isRoot)
            }
        }
        way = opening
        return opening
    }

    private func openPort(_ port: UInt16) async throws -> any ByteStream {
        try check()
        return streams.add(try await cluster.subresources.openPort(port, of: address))
    }

    /// Ends the way in, with all that goes by it.
    func closeWay() {
        let old = way
        way = nil
        old?.cancel()
        streams.closeAll()
        // Its own end is told to who uses it; nobody waits for a guest that does not answer any more.
        Task { if let old = try? await old?.value { await old.close() } }
    }

    func hostPort(of port: UInt16) async throws(MachineError) -> UInt16 {
        try check()
        if let known = relays[port] { return known.port }
        do throws(SystemError) {
            let relay = try PortRelay { [weak self] in
                guard let self else { throw CancellationError() }
                return try await self.openPort(port)
            }
            relays[port] = relay
            return relay.port
        } catch {
            throw MachineError(.hostNotReady, "no port of this host can be had", machine: name, cause: error)
        }
    }

    func terminal() async throws(MachineError) -> any GuestConnection {
        try check()
        guard console.isRecorded else {
            throw MachineError(
                .unsupported,
                "the machine has no serial console (spec.domain.devices.autoattachSerialConsole is false)",
                machine: name)
        }
        return try await link.attach()
    }

    func waitUntilReady() async throws(MachineError) {
        let begun = ContinuousClock.now
        let wait = ReadinessWait(
            record.ready, scale: accelerator.deadlineScale, console: console, events: events, since: bootedAt,
            previous: previousBoot, probe: ClusterProbe(machine: self))
        do throws(MachineError) {
            defer { timeline.record(.ready, from: begun) }
            try await wait.run()
        } catch {
            throw error.named(name)
        }
        wasReady = true
        if state == .running { set(.ready) }
    }

    fileprivate func awaitAgent() async throws(MachineError) {
        do {
            try await until { machine in
                if case .stopped(let reason) = machine.state { throw MachineError.off(reason) }
                return machine.seen?.sighting.hasAgent ?? false
            }
        } catch {
            throw .wrapping(error, .channelLost, "the guest agent does not answer")
        }
    }
}

/// The ways into a machine's guest, for who waits for it to get ready.
private struct ClusterProbe: ReadinessProbe {
    let machine: ClusterMachine

    func helper() async throws(MachineError) { _ = try await machine.channel(.helper) }

    /// KubeVirt asks it, and says so.
    func agent() async throws(MachineError) { try await machine.awaitAgent() }
    func ssh() async throws(MachineError) { _ = try await machine.channel(.ssh) }
    func channel() async throws(MachineError) -> any GuestChannel { try await machine.channel(nil) }
}
