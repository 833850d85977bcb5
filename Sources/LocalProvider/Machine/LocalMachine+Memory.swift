import Host
import Machines
import Offload

/// What the machine takes of the host's memory.
extension LocalMachine {
    /// Waits until the host has as much as the machine is going to take, where nobody has given it a promise.
    func takeMemory(for definition: Definition) async throws(MachineError) {
        // It goes on in the memory of the one whose place it takes: waiting for that would be waiting for itself.
        if grant != nil || definition.beginning.predecessor != nil { return }
        let start = ContinuousClock.now
        let need = definition.bound.memoryNeed(from: definition.beginning)
        let askedBack = askedBack
        let admission = Task { try await askForMemory(need, askedBack) }
        self.admission = admission
        defer { self.admission = nil }
        do {
            grant = try await withTaskCancellationHandler {
                try await admission.value
            } onCancel: {
                admission.cancel()
            }
        } catch {
            let wasDeleted = endedByUs
            await delete()
            if wasDeleted { throw MachineError(.stopped, "it was deleted while it started", machine: name) }
            throw MachineError.memory(error).named(name)
        }
        // A report need not say of nobody that they waited.
        if start.duration(to: .now) > .milliseconds(50) { timeline.record(.memory, from: start) }
        guard endedByUs else { return }
        grant?.release()
        await delete()
        throw MachineError(.stopped, "it was deleted while it started", machine: name)
    }
}

extension LocalMachine {
    /// Waits in line for memory, and tells whoever looks on. One that serves nobody does not wait.
    nonisolated func askForMemory(
        _ bytes: Int64, _ askedBack: (@Sendable () -> Void)? = nil
    ) async throws(HostError) -> MemoryGrant {
        let timeline = timeline
        return try await host.memory.admit(
            bytes, for: name, within: askedBack == nil ? MemoryLedger.usualWait : .zero, shed: askedBack,
            waits: { timeline.tell(Timeline.Progress(.memory, waitsFor: $0)) })
    }

    func becomeSpare(_ askedBack: @escaping @Sendable () -> Void) { self.askedBack = askedBack }

    func claim() -> Bool { grant?.claim() ?? true }

    /// Gives the promise away to the machine that takes this one's place.
    func yieldMemory() -> MemoryGrant? {
        defer { grant = nil }
        return grant
    }

    /// Takes that promise, where it has none of its own.
    func inherit(_ inherited: MemoryGrant?) {
        guard grant == nil else {
            inherited?.release()
            return
        }
        grant = inherited
        if let process { grant?.attach(pid: process.pid) }
        watchMemory()
    }
}

extension LocalMachine.Definition {
    /// Whether the machine's memory is a file that it shares.
    var sharesMemory: Bool {
        if !shares.isEmpty { return true }
        return switch beginning {
        case .prototype, .capture: true
        case .boot, .fork: false
        }
    }
}

extension MachineError {
    /// Memory that was not granted.
    static func memory(_ error: any Error) -> MachineError {
        guard let error = error as? HostError, error.code != .cancelled else {
            return MachineError(.cancelled, "cancelled while it waited for memory", cause: error)
        }
        return MachineError(.hostNotReady, error.message, cause: error.cause)
    }
}
