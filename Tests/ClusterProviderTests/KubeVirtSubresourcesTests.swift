import ClusterProvider
import Kubernetes
import Machines
import MayflyTestSupport
import Offload
import Testing

/// The subresources of a real KubeVirt, as machines use them, on the wire of a stand-in.
@Suite struct KubeVirtSubresourcesTests {
    private let vmi = VMIName(namespace: "ci", name: "vm")

    /// A machine whose console and port 22 greet.
    private func machine(_ orders: Shared<[String]> = Shared([])) -> StubSubresources.Machine {
        let dial: @Sendable () async throws -> any ByteStream = {
            let (mine, theirs) = try bytePipe()
            Task {
                try? await mine.write(Array("hello".utf8))
                mine.close()
            }
            return theirs
        }
        return StubSubresources.Machine(
            console: dial,
            port: { port in
                guard port == 22 else { throw StubSubresources.Missing() }
                return try await dial()
            },
            put: { order in
                orders.change { $0.append("\(order.resource) \(order.namespace)/\(order.name) \(order.verb)") }
                return nil
            })
    }

    private func text(_ stream: any ByteStream) async throws -> String {
        var bytes: [UInt8] = []
        while case let more = try await stream.read(atMost: 4096), !more.isEmpty { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func `streams lead to the VMI, and orders reach it by their words`() async throws {
        let orders = Shared<[String]>([])
        let machine = machine(orders)
        let server = try await StubSubresources { $0 == "ci" && $1 == "vm" ? machine : nil }
        let subresources = KubeVirtSubresources(try server.client())
        #expect(try await text(subresources.openConsole(of: vmi)) == "hello")
        #expect(try await text(subresources.openPort(22, of: vmi)) == "hello")
        for order in VMIOrder.allCases { try await subresources.put(order, to: vmi) }
        #expect(orders.value == ["pause", "unpause", "reset"].map { "virtualmachineinstances ci/vm \($0)" })
    }

    @Test func `what time may mend is told apart from what it does not`() async throws {
        let machine = machine()
        func code(_ refusal: StubServer.Answer?, port: UInt16 = 22) async throws -> MachineError.Code? {
            let server = try await StubSubresources(fault: { _, _ in refusal.map(StubSubresources.Fault.refusal) }) {
                $1 == "vm" ? machine : nil
            }
            let subresources = KubeVirtSubresources(try server.client())
            let error = await #expect(throws: MachineError.self) {
                try await subresources.openPort(port, of: vmi)
            }
            return error?.code
        }
        #expect(try await code(nil, port: 23) == .channelLost)
        #expect(try await code(StubSubresources.status(409, "Conflict", "VMI is paused")) == .channelLost)
        #expect(try await code(StubSubresources.status(403, "Forbidden", "no")) == .unsupported)
        #expect(try await code(.init(404, text: "404 page not found")) == .unsupported)
    }
}
