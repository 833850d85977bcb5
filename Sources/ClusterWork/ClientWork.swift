import ClusterProvider
import KubeVirt
package import Kubernetes
import Offload

/// Bare VMIs by our client: one watch for all, and requests side by side.
package struct ClientWork: Sendable {
    private static let label = "bench"

    private let client: KubernetesClient
    private let count: Int
    private let abreast: Int

    package init(client: KubernetesClient, count: Int, abreast: Int) {
        (self.client, self.count, self.abreast) = (client, count, abreast)
    }

    package func run() async throws -> ToldWork {
        let begun = ContinuousClock.now
        let (news, sink) = AsyncStream<Moment>.makeStream()
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await follow(sink) }
            group.addTask {
                try await orEnd(sink) {
                    try await sideBySide(abreast, count) {
                        _ = try await client.create(Self.machine($0), .virtualMachineInstances)
                    }
                }
            }
            var told = ToldWork(events: 0)
            // An end of the news without both is an error of one of the two.
            for await moment in news {
                switch moment {
                case .allRun:
                    told.running = begun.seconds
                    group.addTask {
                        try await orEnd(sink) {
                            try await sideBySide(abreast, count) {
                                try await client.delete(.virtualMachineInstances, Self.name($0))
                            }
                        }
                    }
                case .allGone(let events):
                    told.deleting = begun.seconds - told.running
                    told.events = events
                }
            }
            // The first error ends the others.
            while try await group.next() != nil {}
            return told
        }
    }

    /// Nobody waits for what cannot come any more.
    private func orEnd(_ sink: AsyncStream<Moment>.Continuation, _ body: () async throws -> Void) async throws {
        do { try await body() } catch {
            sink.finish()
            throw error
        }
    }

    private enum Moment: Sendable {
        case allRun
        case allGone(events: Int)
    }

    /// Until all have run and are gone.
    private func follow(_ sink: AsyncStream<Moment>.Continuation) async throws {
        defer { sink.finish() }
        let iterator = client.watch(
            VirtualMachineInstance.self, .virtualMachineInstances, Selection(labels: "\(Self.label)=client")
        ).makeAsyncIterator()
        var (running, gone, events) = (Set<String>(), 0, 0)
        while gone < count, let event = try await iterator.next() {
            switch event {
            case .added(let vmi), .modified(let vmi):
                events += 1
                guard vmi.status?.phase == .running, let name = vmi.metadata.name else { continue }
                if running.insert(name).inserted, running.count == count { sink.yield(.allRun) }
            case .deleted:
                events += 1
                gone += 1
            case .synchronized: continue
            }
        }
        sink.yield(.allGone(events: events))
    }

    private static func name(_ number: Int) -> String { "client-\(number)" }

    private static func machine(_ number: Int) -> VirtualMachineInstance {
        var spec = VirtualMachineInstanceSpec(domain: DomainSpec(memory: .init(guest: .mebibytes(64))))
        spec.domain.devices.autoattachSerialConsole = false
        return VirtualMachineInstance(
            metadata: ObjectMeta(labels: [label: "client"], name: name(number)), spec: spec)
    }
}
