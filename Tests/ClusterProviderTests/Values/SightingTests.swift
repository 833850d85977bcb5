import KubeVirt
import Machines
import Testing

@testable import ClusterProvider

/// What a VMI's status says of its machine.
@Suite struct SightingTests {
    private func sighting(
        _ phase: VirtualMachineInstanceStatus.Phase?, _ conditions: [String] = [], isGoing: Bool = false
    ) -> Sighting {
        var metadata = ObjectMeta()
        if isGoing { metadata.deletionTimestamp = Timestamp(secondsSinceEpoch: 1) }
        let status = VirtualMachineInstanceStatus(
            conditions: conditions.map { .init(status: "True", type: $0) }, phase: phase)
        return SeenVMI(VirtualMachineInstance(metadata: metadata, status: status)).sighting
    }

    @Test func `each phase is a stretch of a machine's life`() {
        #expect(sighting(nil).life == .coming(isOnNode: false))
        for phase in ["", "Pending", "Scheduling", "WaitingForSync", "SomethingNew"] {
            #expect(sighting(.init(rawValue: phase)).life == .coming(isOnNode: false))
        }
        #expect(sighting(.scheduled).life == .coming(isOnNode: true))
        #expect(sighting(.running).life == .running)
        #expect(sighting(.unknown).life == .running)
        #expect(sighting(.succeeded).life == .over(.guestShutDown))
        #expect(sighting(.failed).life == .over(.hypervisorDied))
    }

    @Test func `one that is being deleted was ended from outside`() {
        #expect(sighting(.running, isGoing: true).isGoing)
        #expect(sighting(.succeeded, isGoing: true).life == .over(.ended))
        #expect(sighting(.failed, isGoing: true).life == .over(.ended))
    }

    @Test func `conditions say whether it stands still and whether its agent answers`() {
        #expect(sighting(.running, ["Paused"]).isPaused)
        #expect(sighting(.running, ["AgentConnected", "Ready"]).hasAgent)
        #expect(!sighting(.running).isPaused && !sighting(.running).hasAgent)
    }
}
