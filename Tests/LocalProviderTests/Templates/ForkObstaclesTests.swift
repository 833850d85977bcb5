import KubeVirt
import Testing

@testable import LocalProvider

@Suite("What forbids a fork")
struct ForkObstaclesTests {
    private func fields(_ change: (inout VirtualMachineInstance) -> Void) -> [String] {
        var machine = VirtualMachineInstance(
            metadata: ObjectMeta(name: "m"), spec: .init(domain: .init(devices: .init())))
        change(&machine)
        return machine.forkObstacles().map(\.field)
    }

    @Test("a plain machine has nothing that does")
    func none() { #expect(fields { _ in } == []) }

    @Test("each is named by its field")
    func named() {
        #expect(
            fields { $0.spec.domain.devices.filesystems = [.init(name: "d", virtiofs: .init())] }
                == ["spec.domain.devices.filesystems[0]"])
        #expect(
            fields { Annotations(sharedRoot: SharedRoot("/", by: .ninep)).apply(to: &$0.metadata) } == [
                "metadata.annotations"
            ])
        #expect(
            fields { Annotations(persistentMemory: ["a"]).apply(to: &$0.metadata) } == ["metadata.annotations"])
        #expect(fields { $0.spec.domain.devices.tpm = .init() } == ["spec.domain.devices.tpm"])
        #expect(fields { $0.spec.domain.devices.tpm = .init(enabled: false) } == [])
        #expect(fields { $0.spec.domain.devices.autoattachVSOCK = true } == ["spec.domain.devices.autoattachVSOCK"])
        #expect(
            fields {
                $0.spec.volumes = [
                    .init(emptyDisk: .init(capacity: .mebibytes(1)), name: "own"),
                    .init(hostDisk: .init(path: "/d", type: "Disk"), name: "shared"),
                ]
            } == ["spec.volumes[1].hostDisk"])
        #expect(
            fields { $0.spec.volumes = [.init(name: "c", persistentVolumeClaim: .init(claimName: "c"))] }
                == ["spec.volumes[0].persistentVolumeClaim"])
    }

    @Test("a bridge of the host's forbids forks, because they would meet there; a private network does not")
    func bridges() {
        let bridge: (inout VirtualMachineInstance) -> Void = {
            $0.spec.domain.devices.interfaces = [.init(bridge: .init(), name: "n")]
            $0.spec.networks = [.init(name: "n", pod: .init())]
        }
        #expect(fields(bridge) == ["spec.domain.devices.interfaces[0].bridge"])
        let network: (inout VirtualMachineInstance) -> Void = {
            bridge(&$0)
            $0.spec.networks = [.init(multus: .init(networkName: PrivateNetwork.name), name: "n")]
        }
        #expect(fields(network) == [])
    }

    @Test("memory in several parts forbids sharing, and no restoring")
    func memory() {
        var machine = VirtualMachineInstance(
            metadata: ObjectMeta(name: "m"), spec: .init(domain: .init(devices: .init())))
        machine.spec.domain.memory = .init(hugepages: .init(pageSize: "2Mi"))
        #expect(machine.forkObstacles().allSatisfy { $0.allowsRestore })
        #expect(machine.forkObstacles().map(\.field) == ["spec.domain.memory.hugepages"])
    }
}
