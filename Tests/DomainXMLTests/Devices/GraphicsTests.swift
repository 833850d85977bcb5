import DomainXML
import KubeVirt
import Testing

struct GraphicsTests {
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
}
