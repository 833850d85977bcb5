import Kubernetes
import MayflyTestSupport
import Synchronization
import Testing

/// What the stand-in serves, in the eyes of a client that is not ours.
@Suite(.requires(.apiServer, .program("nginx"), .program("openssl"))) struct KubectlSubresourceTests {
    @Test func `kubectl finds the subresources, reads one and gives orders`() async throws {
        let orders = Mutex<[StubSubresources.Order]>([])
        let server = try await StubSubresources(tls: true) { _, name in
            guard name == "vm" else { return nil }
            return StubSubresources.Machine(
                put: { order in
                    orders.withLock { $0.append(order) }
                    guard order.verb == "unpause" else { return nil }
                    return StubSubresources.status(409, "Conflict", "VMI is not paused", name: "vm")
                }, information: #"{"hostname":"guest-1"}"#)
        }
        let scratch = Scratch("kubectl")
        try scratch.write("config", server.configuration)
        try scratch.write("body", "{}")
        let root = "/apis/subresources.kubevirt.io/v1"
        let versions = try await APIServer.kubectl(with: scratch("config"), "api-versions")
        #expect(versions.text.contains("subresources.kubevirt.io/v1"), "\(versions.text)")
        let list = try await APIServer.kubectl(with: scratch("config"), "get", "--raw", root)
        #expect(list.text.contains("virtualmachineinstances/portforward"), "\(list.text)")
        let vmi = "\(root)/namespaces/work/virtualmachineinstances"
        let information = try await APIServer.kubectl(with: scratch("config"), "get", "--raw", "\(vmi)/vm/guestosinfo")
        #expect(information.text.contains("guest-1"), "\(information.text)")
        let pause = try await APIServer.kubectl(
            with: scratch("config"), "replace", "--raw", "\(vmi)/vm/pause", "-f", scratch("body"))
        #expect(pause.isRight, "\(pause.text)")
        let unpause = try await APIServer.kubectl(
            with: scratch("config"), "replace", "--raw", "\(vmi)/vm/unpause", "-f", scratch("body"))
        #expect(!unpause.isRight && unpause.text.contains("VMI is not paused"), "\(unpause.text)")
        let missing = try await APIServer.kubectl(with: scratch("config"), "get", "--raw", "\(vmi)/no/guestosinfo")
        #expect(!missing.isRight && missing.text.contains("(NotFound)"), "\(missing.text)")
        #expect(orders.withLock { $0.map(\.verb) } == ["pause", "unpause"])
    }
}
