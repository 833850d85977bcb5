import DomainXML
import KubeVirt
import Testing

struct VSOCKTests {
    @Test("vsock has the number that the status remembers, and speaks virtio 1.0 only")
    func vsock() throws {
        var node = Node {
            $0.spec.domain.devices.autoattachVSOCK = true
            $0.spec.domain.devices.useVirtioTransitional = true
            $0.status = .init(VSOCKCID: 42)
        }
        #expect(
            try node.devices("vsock") == [
                "<vsock model='virtio-non-transitional'><cid auto='no' address='42'/></vsock>"
            ])
        node.host.hasOwnVSOCK = true
        #expect(try node.devices("vsock").first?.contains("address='3'") == true)
        #expect(try Node.devices("vsock") { $0.autoattachVSOCK = true }.isEmpty)
    }
}
