import KubeVirt
import Lifecycle
import Offload

extension Machine {
    /// Asks the guest to power down and waits until it has; ends the machine when it cannot be asked or has not within
    /// the deadline. Either way it is off.
    ///
    /// The deadline is written for KVM and grows with the accelerator; the VMI's grace period when nil.
    public func shutDown(within deadline: Duration? = nil) async throws(MachineError) -> StopReason {
        let written = deadline ?? .seconds(max(1, driver.vmi.spec.terminationGracePeriodSeconds ?? 30))
        let driver = driver
        do {
            return try await withDeadline(written * driver.accelerator.deadlineScale) {
                try await channel().shutDown(.powerOff)
                return try await driver.waitUntilStopped()
            }
        } catch {
            if Task.isCancelled { throw MachineError(.cancelled, "cancelled while it shut down", machine: name) }
            if case .stopped(let reason) = await driver.state { return reason }
            await driver.delete()
            return .ended
        }
    }
}
