import KubeVirt
import Machines

/// What a VMI's status says of its machine.
struct Sighting: Sendable, Hashable {
    enum Life: Sendable, Hashable {
        /// Not running yet; `isOnNode` once its node has taken it, when its console can be had.
        case coming(isOnNode: Bool)
        case running
        case over(StopReason)
    }

    var life: Life
    var isPaused: Bool
    /// The guest agent has answered KubeVirt.
    var hasAgent: Bool
    /// Somebody has it deleted.
    var isGoing: Bool

    init(_ seen: SeenVMI) {
        func holds(_ type: String) -> Bool { seen.condition(type)?.status == "True" }
        isPaused = holds("Paused")
        hasAgent = holds("AgentConnected")
        isGoing = seen.isGoing
        switch seen.phase {
        case .running?: life = .running
        case .succeeded?: life = .over(isGoing ? .ended : .guestShutDown)
        case .failed?: life = .over(isGoing ? .ended : .hypervisorDied)
        case .scheduled?: life = .coming(isOnNode: true)
        // A node that does not answer says nothing of the machine: it goes on until something else is known.
        case .unknown?: life = .running
        default: life = .coming(isOnNode: false)
        }
    }
}

extension VirtualMachineInstanceSpec {
    /// Whether a DataVolume is one of its disks.
    func hasVolume(_ name: String) -> Bool { volumes?.contains { $0.dataVolume?.name == name } ?? false }
}
