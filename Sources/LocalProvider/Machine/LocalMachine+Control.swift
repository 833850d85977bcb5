import Channels
import Host
import Libvirt
import Lifecycle
import Machines
import Offload

/// What is done to the machine through libvirt.
extension LocalMachine {
    func pause() async throws(MachineError) {
        try refuseOnBoard("it cannot be paused")
        if standsStill {
            staysPaused = true
            // Just going on: what stops it comes after that.
            _ = await resuming?.result
        }
        try await halt()
    }

    /// Stops the processors: once, for all who want that at the same time.
    func halt() async throws(MachineError) {
        if state == .paused { return }
        let task =
            halting
            ?? Task {
                defer { halting = nil }
                try await expecting(.suspended, "pause") { try await $0.suspend() }
                paused()
            }
        halting = task
        do { try await task.value } catch { throw MachineError.wrapping(error, .internalFault, "it cannot be paused") }
    }

    func unpause() async throws(MachineError) {
        if standsStill, let growth {
            staysPaused = false
            do {
                try await joining(Task { await growth.value })
            } catch {
                throw MachineError(.cancelled, "cancelled while it waited for memory", machine: name)
            }
        }
        if case .stopped(let reason) = state {
            throw MachineError(.stopped, "it cannot go on: it is off (\(reason))", machine: name)
        }
        guard state == .paused else { return }
        try await goOnAtOnce()
    }

    /// Lets the processors run.
    func goOnAtOnce() async throws(MachineError) {
        try await expecting(.resumed, "unpause") { try await $0.resume() }
        resumed()
    }

    func resumeFresh() async throws(MachineError) {
        try await unpause()
        let way = try await channel(nil)
        guard let channel = way as? any IdentityChannel else {
            throw MachineError(.unsupported, "its way in cannot set the guest's clock", machine: name)
        }
        do {
            try await withDeadline(.seconds(20) * accelerator.deadlineScale) { _ = try await channel.setClock() }
        } catch {
            throw MachineError.wrapping(error, .timedOut, "the guest's clock could not be set").named(name)
        }
    }

    /// Emulated code is translated when it runs for the first time: starting a command and setting the clock take three
    /// times as long then. What a new identity sets off, such as a server's restart, is over afterwards, too.
    func warmUp() async {
        _ = try? await withDeadline(.seconds(10) * accelerator.deadlineScale) {
            guard let channel = try await self.channel(nil) as? any IdentityChannel else { return }
            let process = try await channel.start(Command("true", []))
            _ = try await process.wait()
            await process.terminate()
            try await channel.setClock()
            try await self.waitForRest(of: .milliseconds(500), atMost: .seconds(5))
        }
    }

    func consoleCaughtUp() async { await follower?.catchUp() }

    func reset() async throws(MachineError) {
        try await expecting(.rebooted, "reset") { try await $0.reset() }
        // The rest of what the guest said, a panic perhaps, is the last boot's; the next one has said nothing yet.
        await follower?.catchUp()
        await rebooted()
    }

    /// Does what libvirt will tell us of: the caller finds it done, whenever the event comes.
    func expecting(
        _ kind: DomainEvent.Kind, _ verb: String, _ body: @Sendable (Domain) async throws -> Void
    ) async throws(MachineError) {
        expected[kind, default: 0] += 1
        do throws(MachineError) {
            try await onDomain(verb, body)
        } catch {
            expected[kind, default: 1] -= 1
            throw error
        }
    }

    func terminal() async throws(MachineError) -> any GuestConnection {
        guard process != nil else { throw MachineError(.invalidInput, "it has not been started", machine: name) }
        return try await SerialTerminal(of: path)
    }

    func manifest() async throws(MachineError) -> String {
        if let definition { return definition.xml }
        return try await onDomain("describe") { try await $0.xml() }
    }

    /// Looked up each time: the daemon may have been replaced since.
    func onDomain<Value: Sendable>(
        _ verb: String, _ body: @Sendable (Domain) async throws -> Value
    ) async throws(MachineError) -> Value {
        do {
            return try await body(try await host.connection().domain(named: lease.domain))
        } catch let error as LibvirtError {
            throw MachineError.libvirt(error, .internalFault, "libvirt could not \(verb) the machine").named(name)
        } catch {
            throw MachineError.host(error).named(name)
        }
    }
}
