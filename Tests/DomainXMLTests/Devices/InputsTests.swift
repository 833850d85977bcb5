import KubeVirt
import Testing

struct InputsTests {
    @Test("inputs are tablets as listed, and what a display without PS/2 needs")
    func inputs() throws {
        let listed: (inout VirtualMachineInstance) -> Void = {
            $0.spec.domain.devices.inputs = [
                .init(bus: "virtio", name: "a", type: "tablet"), .init(name: "b", type: "tablet"),
            ]
        }
        let tablets = [
            "<input type='tablet' bus='virtio' model='virtio'><alias name='ua-a'/></input>",
            "<input type='tablet' bus='usb'><alias name='ua-b'/></input>",
        ]
        #expect(try Node(.amd64, listed).devices("input") == tablets)
        #expect(try Node(.arm64, listed).devices("input") == tablets + ["<input type='keyboard' bus='usb'/>"])
        #expect(try Node(.s390x, listed).devices("input") == tablets + ["<input type='keyboard' bus='virtio'/>"])
        #expect(
            try Node(.arm64).devices("input") == [
                "<input type='tablet' bus='usb'/>", "<input type='keyboard' bus='usb'/>",
            ])
        #expect(try Node(.arm64) { $0.spec.domain.devices.autoattachGraphicsDevice = false }.devices("input").isEmpty)
    }

    @Test("inputs of other kinds are refused")
    func refused() {
        let node = { (input: DomainSpec.Input) in Node { $0.spec.domain.devices.inputs = [input] } }
        #expect(node(.init(bus: "ps2", name: "a", type: "tablet")).refusals() == ["spec.domain.devices.inputs[0].bus"])
        #expect(node(.init(name: "a", type: "mouse")).refusals() == ["spec.domain.devices.inputs[0].type"])
    }
}
