import DomainXML
import KubeVirt
import Testing

struct MemoryDeviceTests {
    @Test("memory that is plugged in is what the guest shall have beyond its start, out of what it may have")
    func plugged() throws {
        var node = Node {
            $0.spec.domain.memory = .init(guest: .gibibytes(3), maxGuest: .gibibytes(8))
            $0.status = .init(memory: .init(guestAtBoot: .gibibytes(2)))
        }
        let device = { (node: Node) in
            try DomainConverter(node.machine, host: node.host, files: .kubeVirt(node.machine, host: node.host))
                .memoryDevice()?.line
        }
        let line = { (block: Int) in
            "<memory model='virtio-mem'><target><size unit='b'>6442450944</size><node>0</node>"
                + "<block unit='b'>\(block)</block><requested unit='b'>1073741824</requested></target></memory>"
        }
        #expect(try device(node) == line(2 << 20))
        node.machine.spec.domain.memory?.hugepages = .init(pageSize: "1Gi")
        #expect(try device(node) == line(1 << 30))
        node.machine.spec.domain.memory?.maxGuest = nil
        #expect(try device(node) == nil)
    }
}
