import DomainXML
import KubeVirt
import Testing

struct NodePlacementTests {
    /// Four processors and their memory on two nodes, and devices of the host on them.
    private func node(_ nodes: [String: UInt32], mapped: Bool = true) -> Node {
        var node = Node { machine in
            machine.spec.domain.cpu = .init(
                cores: 4, dedicatedCpuPlacement: true, numa: mapped ? .init(guestMappingPassthrough: .init()) : nil)
            machine.spec.domain.memory = .init(guest: .gibibytes(1), hugepages: .init(pageSize: "2Mi"))
        }
        node.host.processors = [0, 1, 8, 9]
        node.host.topology = HostTopology(cells: [
            .init(id: 3, processors: [.init(id: 0), .init(id: 1)]),
            .init(id: 5, processors: [.init(id: 8), .init(id: 9)]),
        ])
        node.host.placesDevicesByNode = true
        node.host.hostDevices.gpus = nodes.keys.sorted(by: >).map { .pci($0, alias: "gpu-" + $0) }
        node.host.hostDevices.nodes = nodes
        return node
    }

    @Test("devices sit on a bus of their node, each behind a port of its own, in the order of their addresses")
    func buses() throws {
        let placed = node(["0000:81:00.0": 5, "0000:82:00.0": 3, "0000:83:00.0": 5])
        let controllers = try placed.devices("controller").filter { $0.contains("type='pci'") }
        let address = { (bus: Int, slot: Int) in
            "<address type='pci' domain='0x0000' bus='\(bus)' slot='0x0\(slot)' function='0x0'/>"
        }
        let head = { (index: Int, model: String) in "<controller type='pci' index='\(index)' model='\(model)'>" }
        #expect(
            controllers == [
                head(1, "pcie-expander-bus") + "<target busNr='254'><node>0</node></target></controller>",
                head(2, "pcie-root-port") + address(1, 0) + "</controller>",
                head(3, "pcie-expander-bus") + "<target busNr='251'><node>1</node></target></controller>",
                head(4, "pcie-root-port") + address(3, 0) + "</controller>",
                head(5, "pcie-root-port") + address(3, 1) + "</controller>",
            ])
        let devices = try placed.devices("hostdev")
        #expect(devices.map { $0.contains("gpu-0000:83:00.0") } == [true, false, false])
        #expect(devices[0].contains(address(5, 0)))
        #expect(devices[1].contains(address(2, 0)))
        #expect(devices[2].contains(address(4, 0)))
    }

    @Test("a machine that is mapped node by node must have all devices so")
    func strict() {
        let field = ["spec.domain.devices.hostDevices"]
        #expect(node(["0000:81:00.0": 7]).refusals() == field)
        var unknown = node(["0000:81:00.0": 5])
        unknown.host.hostDevices.nodes = [:]
        #expect(unknown.refusals() == field)
        unknown.host.placesDevicesByNode = false
        #expect(unknown.refusals().isEmpty)
        var crowded = node([:])
        for number in 0..<254 {
            let address = "0000:" + (number < 16 ? "0" : "") + String(number, radix: 16) + ":00.0"
            crowded.host.hostDevices.gpus.append(.pci(address, alias: "gpu-\(number)"))
            crowded.host.hostDevices.nodes[address] = 5
        }
        #expect(crowded.refusals() == field)
    }

    @Test("a machine that is not mapped has its devices where libvirt puts them")
    func unmapped() throws {
        let plain = node(["0000:81:00.0": 5], mapped: false)
        #expect(try !plain.devices("controller").contains { $0.contains("type='pci'") })
        #expect(try plain.devices("hostdev").count == 1)
    }
}
