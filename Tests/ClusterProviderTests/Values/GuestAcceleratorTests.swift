import FoundationEssentials
import Kubernetes
import Lifecycle
import MayflyTestSupport
import Testing

@testable import ClusterProvider

@Suite("What a cluster's guests run on")
struct GuestAcceleratorTests {
    private static func pod(_ containers: String) throws -> LauncherPod {
        let text = #"{"metadata": {"name": "virt-launcher-a"}, "spec": {"containers": [\#(containers)]}}"#
        return try JSONDecoder().decode(LauncherPod.self, from: Data(text.utf8))
    }

    private static let withDevice =
        #"{"name": "compute", "resources": {"limits": {"memory": "1Gi", "devices.kubevirt.io/kvm": 1}}}"#
    private static let emulated = #"{"name": "compute", "resources": {"limits": {"devices.kubevirt.io/tun": "1"}}}"#

    @Test(
        "a launcher's pod without the device of KVM emulates",
        arguments: [
            (withDevice, .kvm), (emulated, .tcg), (#"{"name": "compute"}"#, .tcg),
            (#"{"name": "side"}, "# + emulated, .tcg), (#"{"name": "guest-console-log"}"#, nil), ("", nil),
        ] as [(String, Accelerator?)])
    func pods(_ containers: String, _ accelerator: Accelerator?) throws {
        #expect(try Self.pod(containers).accelerator == accelerator)
    }

    @Test("it is KVM until the first machine's pod shows another, and nobody asks again")
    func once() async throws {
        let known = GuestAccelerator()
        #expect(known.value == .kvm)
        let asked = Shared(0)
        let pods = [try Self.pod(Self.emulated)]
        for _ in 0..<3 {
            await known.learn {
                asked.change { $0 += 1 }
                return pods
            }
        }
        #expect(known.value == .tcg && asked.value == 1)
    }

    @Test("who may not see pods has the deadlines of KVM")
    func unseen() async {
        let known = GuestAccelerator()
        await known.learn { [] }
        #expect(known.value == .kvm)
    }
}
