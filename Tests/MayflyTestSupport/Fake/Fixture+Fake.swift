package import Fixtures
import KubeVirt

extension Fixture {
    /// Something that is admitted; what it says of hardware is of no concern to a fake machine.
    package static func fake(name: String = "fake", ready: [ReadyCondition] = [.helper()], forkable: Bool = false)
        -> Fixture
    {
        let machine = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: .mebibytes(64))))
        return Fixture(
            name: name, template: VirtualMachineInstanceTemplate(spec: machine), ready: ready, forkable: forkable)
    }
}
