import FixtureLoading
import Fixtures
import Host
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import LocalProvider

/// The tiny guest with more in it, on a provider whose claims are the test's own.
struct TinyHost {
    let scratch = Scratch("tiny")
    let provider: LocalProvider

    init() async throws {
        provider = try await LocalProvider(.ofThisUser, claims: ClaimPool(scratch("data")))
    }

    /// A fixture's text: the tiny one's image with these modules, and this under `template`, besides documents.
    func fixture(
        _ name: String = "volumes", modules: [String] = [], spec: String, metadata: String = "", documents: String = ""
    ) throws -> Fixture {
        let modules = ["virtio_pci", "virtio_console"] + modules
        let text = """
            apiVersion: mayfly.dev/v1alpha1
            kind: Fixture
            metadata: {name: \(name)}
            image: {source: {initramfs: {kernel: host, modules: [\(modules.joined(separator: ", "))], busybox: true}}}
            template:
              metadata:
                \(metadata)
                annotations: {kubevirt.io/placePCIDevicesOnRootComplex: "true"}
              spec:
                terminationGracePeriodSeconds: 0
            \(spec.split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
            ready: [{helper: {deadline: 30s}}]
            \(documents)
            """
        return try FixtureLoader().fixture(from: Array(text.utf8), file: "test.yaml")
    }

    /// A machine of a fixture that has been started, gone when this returns.
    func withMachine<Value: Sendable>(
        _ fixture: Fixture, waits: Bool = true, _ body: (Machine) async throws -> Value
    ) async throws -> Value {
        try await TestHost.slots.withPermit {
            let machine = try await provider.create(fixture, options: MachineOptions(), timeline: Timeline())
            do {
                try await machine.start()
                if waits { try await machine.waitUntilReady() }
                let value = try await body(machine)
                await machine.delete()
                #expect(LocalLeftovers.of(machine.id) == [])
                return value
            } catch {
                await machine.delete()
                throw error
            }
        }
    }
}
