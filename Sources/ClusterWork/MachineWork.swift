import ClusterProvider
import Fixtures
import Host
import KubeVirt
import Machines
import Offload
import Synchronization

/// Machines by our back end for clusters, as tests have them: each with its record and its secrets beside its VMI.
package struct MachineWork: Sendable {
    private let server: BenchmarkServer
    private let count: Int
    private let abreast: Int

    package init(server: BenchmarkServer, count: Int, abreast: Int) {
        (self.server, self.count, self.abreast) = (server, count, abreast)
    }

    /// On a server that knows VMIs, and where somebody moves them on.
    package func run() async throws -> ToldWork {
        var told = ToldWork(processor: .init(), memory: .init())
        told.memory?.started = ProcessMemory.own
        let before = await server.watches()
        let provider = ClusterProvider(
            server.client, NoGuests(), settings: ClusterSettings(environment: ProcessEnvironment.current))
        let made = Mutex<[Machine]>([])
        var (clock, processor) = (ContinuousClock.now, processorTime())
        try await sideBySide(abreast, count) { _ in
            let machine = try await provider.create(Self.fixture, options: MachineOptions(), timeline: Timeline())
            try await machine.start()
            made.withLock { $0.append(machine) }
        }
        told.running = clock.seconds
        told.processor?.running = processorTime() - processor
        told.memory?.running = ProcessMemory.own
        if let before, let now = await server.watches() { told.watches = now - before }
        let machines = made.withLock { $0 }
        (clock, processor) = (ContinuousClock.now, processorTime())
        try await sideBySide(abreast, count) { await machines[$0].delete() }
        told.deleting = clock.seconds
        told.processor?.deleting = processorTime() - processor
        told.memory?.deleted = ProcessMemory.own
        told.left = try await provider.machines().count
        return told
    }

    /// No disk, no console, nothing to wait for.
    private static var fixture: Fixture {
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: .mebibytes(64))))
        spec.domain.devices.autoattachSerialConsole = false
        return Fixture(name: "bench", template: VirtualMachineInstanceTemplate(spec: spec), ready: [])
    }
}

extension ContinuousClock.Instant {
    /// So long ago.
    var seconds: Double { duration(to: .now) / .seconds(1) }
}

/// Nobody is in these machines.
private struct NoGuests: Subresources {
    private static let refusal = MachineError(.unsupported, "a benchmark's machines have no guests")

    func openConsole(of vmi: VMIName) async throws(MachineError) -> any ByteStream { throw Self.refusal }
    func openPort(_ port: UInt16, of vmi: VMIName) async throws(MachineError) -> any ByteStream { throw Self.refusal }
    func put(_ order: VMIOrder, to vmi: VMIName) async throws(MachineError) { throw Self.refusal }
}
