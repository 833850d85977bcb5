import DomainXML
import Fixtures
import Host
import KubeVirt
import Lifecycle
import Machines

/// A fixture as it was bound to this host: with its image and all defaults, admitted, and nothing made yet.
struct BoundMachine: Sendable {
    var name: String
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
