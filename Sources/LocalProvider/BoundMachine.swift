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
