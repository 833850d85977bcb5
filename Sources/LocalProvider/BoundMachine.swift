import DomainXML
import Fixtures
import Host
import KubeVirt
import Lifecycle
import Machines

/// A fixture as it was bound to this host: with its image and all defaults, admitted, and nothing made yet.
struct BoundMachine: Sendable {
    var name: String
    /// Whether somebody called it so, and not its fixture.
    var isNamed: Bool
    /// Without what is drawn for each machine.
    var vmi: VirtualMachineInstance
    var ready: [ReadyCondition]
    var channel: GuestChannelKind?
    var hasHelper: Bool
    var isForkable: Bool
    var objects: CompanionObjects
    var image: BootFiles
    var single: SingleHost
    var verdict: AcceleratorProbe.Verdict
}

extension BoundMachine {
    /// What a fork's guest is called: as its VMI says or as somebody has called it, else by its fixture and its run id.
    func hostName(of who: Succession, run: String) -> String? {
        if case .same(let predecessor) = who { return predecessor.hostName }
        if let name = vmi.spec.hostname, !name.isEmpty { return name }
        if isNamed { return nil }
        return "\(name.split(separator: ".").first.map(String.init) ?? name)".prefix(63 - 1 - run.count) + "-" + run
    }
}

extension BoundMachine {
    /// The guest's memory in bytes, as QEMU gives it: whole MiB.
    var guestMemory: Int64 { ((vmi.spec.domain.guestMemory.roundedUp + (1 << 20) - 1) >> 20) << 20 }

    /// Bytes of persistent memory that the guest can write: each page that it does is one of QEMU's own.
    private var persistentMemory: Int64 {
        vmi.persistentMemory.reduce(0) { total, name in
            guard vmi.disk(name)?.isReadOnly != true, let volume = vmi.spec.volumes?.first(where: { $0.name == name })
            else { return total }
            return total + PersistentMemoryDisk.size(of: volume, base: image.disk)
        }
    }

    /// How much of the host's memory its machine is going to take, in bytes.
    func memoryNeed(from beginning: Beginning) -> Int64 {
        let domain = vmi.spec.domain
        // Huge pages are not taken from what others have.
        let need = MemoryNeed(
            guest: (domain.memory?.hugepages == nil ? guestMemory : 0) + persistentMemory,
            processors: Int64(clamping: domain.cpu?.count ?? 1),
            disks: Int64(domain.devices.disks?.count ?? 0), accelerator: verdict.accelerator)
        if case .fork(let template, _) = beginning, template.memory != nil { return need.fork }
        return need.boot
    }
}
