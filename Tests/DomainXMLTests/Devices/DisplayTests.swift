import DomainXML
import KubeVirt
import Testing

struct DisplayTests {
    private let vnc =
        "<graphics type='vnc'><listen type='socket' socket='/var/run/kubevirt-private/1234/virt-vnc'/></graphics>"

    @Test("each architecture has its display, and the VMI may name another")
    func models() throws {
        let models: [(Node, String)] = [
            (Node(), "<model type='vga' heads='1' vram='16384'/>"),
            (Node(.arm64), "<model type='virtio' heads='1'/>"), (Node(.s390x), "<model type='virtio' heads='1'/>"),
            (
                Node(.arm64) { $0.spec.domain.devices.video = .init(type: "ramfb") },
                "<model type='ramfb' heads='1' vram='16384'/>"
            ),
        ]
        for (node, model) in models {
            #expect(try node.devices("graphics") == [vnc])
            #expect(try node.devices("video") == ["<video>" + model + "</video>"])
        }
    }

    @Test("a machine with UEFI has bochs where the cluster says so")
    func bochs() throws {
        var node = Node { $0.spec.domain.firmware = .init(bootloader: .init(efi: .init(secureBoot: false))) }
        node.host.firmware = .init(loader: "L", template: "T", isSecure: false)
        node.host.hasBochsDisplay = true
        #expect(try node.devices("video") == ["<video><model type='bochs' heads='1'/></video>"])
        node.machine.spec.domain.firmware = nil
        #expect(try node.devices("video") == ["<video><model type='vga' heads='1' vram='16384'/></video>"])
    }

    @Test("no display is none, also for another architecture than the node's")
    func none() throws {
        var node = Node { $0.spec.domain.devices.autoattachGraphicsDevice = false }
        #expect(try node.devices("graphics") + node.devices("video") == [])
        node = Node(.arm64)
        node.host.architecture = .amd64
        #expect(try node.devices("graphics") + node.devices("video") == [])
        #expect(try node.devices("input").count == 2)
    }

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
