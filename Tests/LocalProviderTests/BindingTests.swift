import Fixtures
import KubeVirt
import Machines
import Testing

@testable import LocalProvider

@Suite struct BindingTests {
    private let image = BootFiles(
        disk: BaseDisk(path: "/images/x.qcow2", digest: "abc", size: nil, chain: ["/images/x.qcow2"]))

    private func fixture(
        _ ready: [ReadyCondition] = [.helper()], _ change: (inout VirtualMachineInstanceSpec) -> Void = { _ in }
    ) -> Fixture {
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: .mebibytes(256))))
        change(&spec)
        return Fixture(
            name: "deb", image: FixtureImage(source: .bootstrap(.init(distribution: .debian, suite: "bookworm"))),
            template: VirtualMachineInstanceTemplate(spec: spec), ready: ready)
    }

    private func bound(_ fixture: Fixture, channel: GuestChannelKind? = nil) throws -> VirtualMachineInstance {
        try fixture.bound(as: "deb", to: image, channel: channel)
    }

    @Test func `the image becomes the first disk, as a containerDisk by its digest`() throws {
        let machine = try bound(
            fixture {
                $0.domain.devices.disks = [.init(disk: .init(bus: .virtio), name: "more")]
                $0.volumes = [.init(emptyDisk: .init(capacity: .mebibytes(16)), name: "more")]
            })
        #expect(machine.spec.domain.devices.disks?.map(\.name) == ["root", "more"])
        let volume = try #require(machine.spec.volumes?.first { $0.name == "root" })
        #expect(RootDisk.digest(of: volume.containerDisk?.image ?? "") == "abc")
        #expect(machine.admission().isEmpty)
    }

    @Test func `a template may say of the image's disk what it is like`() throws {
        let fixture = fixture { $0.domain.devices.disks = [.init(disk: .init(bus: .sata), name: "root")] }
        #expect(fixture.admission().isEmpty)
        #expect(try bound(fixture).spec.domain.devices.disks?.map(\.disk?.bus) == [.sata])
    }

    @Test func `a volume of the image's name is refused with its place`() throws {
        let fixture = fixture {
            $0.volumes = [.init(emptyDisk: .init(capacity: .mebibytes(16)), name: "root")]
            $0.domain.devices.disks = [.init(name: "root")]
        }
        let error = #expect(throws: RefusedField.self) { try bound(fixture) }
        #expect(error?.cause.field == "spec.volumes[0].name")
    }

    @Test(
        arguments: [
            ([ReadyCondition.helper()], nil, false), ([.helper()], .agent, false), ([.helper()], .ssh, true),
            ([.ssh(.init())], nil, true), ([.any(.init(of: [.helper(), .cloudInit(.init())]))], nil, true),
        ] as [([ReadyCondition], GuestChannelKind?, Bool)])
    func `a machine gets a seed when something logs in or waits for cloud-init`(
        ready: [ReadyCondition], channel: GuestChannelKind?, isSeeded: Bool
    ) throws {
        let volumes = try bound(fixture(ready), channel: channel).spec.volumes ?? []
        #expect(volumes.contains { $0.cloudInitNoCloud != nil } == isSeeded)
    }

    @Test func `a seed of the machine's own is the only one`() throws {
        let fixture = fixture([.ssh(.init())]) {
            $0.volumes = [.init(cloudInitConfigDrive: .init(userData: "#cloud-config\n{}\n"), name: "mine")]
            $0.domain.devices.disks = [.init(disk: .init(bus: .virtio), name: "mine")]
        }
        #expect(try bound(fixture).spec.volumes?.map(\.name) == ["mine", "root"])
    }

    @Test func `an interface that nobody named is masqueraded`() throws {
        #expect(try bound(fixture()).spec.domain.devices.interfaces?.first?.masquerade != nil)
    }

    @Test(arguments: ["mayfly.local/x", "registry/x@sha256:abc", ""])
    func `images of others have no digest here`(reference: String) {
        #expect(RootDisk.digest(of: reference) == nil)
    }
}
