import ClusterProvider
import Fixtures
import Glibc
import Host
import KubeVirt
import Kubernetes
import Machines
import Mayfly
import Offload

/// Makes machines by the thousand on an API server, and deletes them.
struct ClusterBenchmark {
    let server: BenchmarkServer
    let count: Int
    let abreast: Int
    let kubectl: String?

    func run() async throws -> ClusterReport {
        let client = server.client
        try await server.defineMachines()
        let standIn = Task {
            try await Child.run("/proc/self/exe", ["cluster", "--stand-in"], limit: .seconds(3600))
        }
        return try await finishing {
            var report = ClusterReport(machines: count, abreast: abreast)
            let before = await server.watches()
            let provider = ClusterProvider(
                client, NoGuests(), settings: ClusterSettings(environment: ProcessEnvironment.current))
            let machines = try await measured(&report.running) {
                try await each(0..<count) { _ in
                    let machine = try await provider.create(
                        Self.fixture, options: MachineOptions(), timeline: Timeline())
                    try await machine.start()
                    return machine
                }
            }
            if let before, let now = await server.watches() { report.watches = now - before }
            _ = try await measured(&report.deleting) {
                try await each(machines.indices) { await machines[$0].delete() }
            }
            report.peakMemory = ConvertBenchmark.peakMemory()
            report.left = try await provider.machines().count
            if let kubectl {
                report.kubectl = try await KubectlRun(program: kubectl, client: client, count: count).run()
            }
            return report
        } finally: {
            standIn.cancel()
            _ = await standIn.result
        }
    }

    /// No disk, no console, nothing to wait for.
    private static var fixture: Fixture {
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: .mebibytes(64))))
        spec.domain.devices.autoattachSerialConsole = false
        return Fixture(name: "bench", template: VirtualMachineInstanceTemplate(spec: spec), ready: [])
    }

    /// So many at a time.
    private func each<Value: Sendable>(
        _ indices: Range<Int>, _ body: @escaping @Sendable (Int) async throws -> Value
    ) async throws -> [Value] {
        let gate = AsyncSemaphore(abreast)
        return try await withThrowingTaskGroup(of: Value.self) { group in
            for index in indices { group.addTask { try await gate.withPermit { try await body(index) } } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func measured<Value>(
        _ time: inout ClusterReport.Time, _ body: () async throws -> Value
    ) async throws -> Value {
        let (clock, processor) = (ContinuousClock.now, processorTime(RUSAGE_SELF))
        let value = try await body()
        time.clock = clock.duration(to: .now) / .seconds(1)
        time.processor = processorTime(RUSAGE_SELF) - processor
        return value
    }
}

/// User's and system's, in seconds.
func processorTime(_ who: __rusage_who) -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(who.rawValue), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
}

/// Nobody is in these machines.
private struct NoGuests: Subresources {
    private static let refusal = MachineError(.unsupported, "a benchmark's machines have no guests")

    func openConsole(of vmi: VMIName) async throws(MachineError) -> any ByteStream { throw Self.refusal }
    func openPort(_ port: UInt16, of vmi: VMIName) async throws(MachineError) -> any ByteStream { throw Self.refusal }
    func put(_ order: VMIOrder, to vmi: VMIName) async throws(MachineError) { throw Self.refusal }
}
