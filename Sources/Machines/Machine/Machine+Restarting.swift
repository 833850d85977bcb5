import Lifecycle
import Offload

extension Machine {
    /// Has the guest reboot in good order, and returns when it is back: it has another boot id, and every readiness
    /// condition holds again.
    ///
    /// The deadline is that for going down, written for KVM; getting ready has those of the fixture. Both grow with the
    /// accelerator.
    public func reboot(within deadline: Duration = .seconds(90)) async throws(MachineError) {
        try await comeBack("its reboot", within: deadline) {
            do throws(MachineError) {
                try await channel().shutDown(.reboot)
            } catch  where error.code == .channelLost {
                // It went down before it could answer.
            }
        }
    }

    /// Cuts the power and switches it on again, and returns when the guest is ready: what it had not flushed to its disks
    /// is lost, what was synced is there.
    ///
    /// The deadline is that for the cut itself; getting ready has those of the fixture.
    public func powerCut(within deadline: Duration = .seconds(30)) async throws(MachineError) {
        try await comeBack("the power cut", within: deadline) { try await reset() }
    }

    private func comeBack(
        _ what: String, within deadline: Duration, _ goDown: @escaping @Sendable () async throws -> Void
    ) async throws(MachineError) {
        let before = try await bootIdentifier
        let last = driver.pastEvents.last?.time ?? .zero
        let limit = deadline * accelerator.deadlineScale
        let driver = driver
        do {
            try await withDeadline(limit) {
                try await goDown()
                for await event in driver.events where event.time > last {
                    switch event.kind {
                    case .rebooted: return
                    case .state(.stopped(let reason)):
                        throw MachineError.off(reason, "it went off instead of starting again")
                    default: continue
                    }
                }
                throw MachineError(.stopped, "it is gone")
            }
        } catch is DeadlineExceeded {
            throw MachineError(
                .timedOut, "the guest did not go down for \(what) within \(limit)", machine: name,
                consoleTail: await console.tail())
        } catch {
            throw MachineError.wrapping(error, .channelLost, "the guest could not be told of \(what)")
        }
        try await waitUntilReady()
        guard try await bootIdentifier != before else {
            throw MachineError(.notReady, "after \(what) the guest has the boot id of before", machine: name)
        }
        try await driver.networkPlace?.restore()
    }

    /// What the guest's kernel draws at each boot.
    private var bootIdentifier: String {
        get async throws(MachineError) {
            do {
                return try await run("cat", "/proc/sys/kernel/random/boot_id").check().output
            } catch {
                throw MachineError.wrapping(error, .unsupported, "the guest's boot id cannot be read")
            }
        }
    }
}
