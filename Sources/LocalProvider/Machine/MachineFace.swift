import Fixtures
import KubeVirt
import Lifecycle
import Machines

/// What those who look on see of a machine, also when another QEMU takes its place.
struct MachineFace: Sendable {
    let console: Console
    let broadcast: Broadcast<MachineEvent>
    let began: ContinuousClock.Instant
    /// Whether nobody has seen it yet.
    let isNew: Bool

    init(of record: MachineRecord) {
        let (broadcast, began) = (Broadcast<MachineEvent>(keeping: 1000), ContinuousClock.now)
        let isRecorded = record.vmi.spec.domain.devices.autoattachSerialConsole ?? true
        console = Console(deadlineScale: record.accelerator.deadlineScale, isRecorded: isRecorded) { words in
            broadcast.send(MachineEvent(.guestFailed(words), time: began.duration(to: .now)))
        }
        (self.broadcast, self.began) = (broadcast, began)
        isNew = true
    }

    /// A machine's, for the one that takes its place.
    init(of machine: LocalMachine) {
        (console, broadcast, began) = (machine.console, machine.broadcast, machine.began)
        isNew = false
    }
}
