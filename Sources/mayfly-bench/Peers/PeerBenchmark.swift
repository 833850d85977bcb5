import Host
import LocalProvider
import Mayfly

/// Boots a fixture by us and what resembles it by other tools, in turns, so that whatever else the host does meets all.
struct PeerBenchmark: Sendable {
    let fixture: Fixture

    func run(rounds: Int) async throws -> PeerReport {
        let provider = try await Providers.shared.localProvider()
        complain("mayfly-bench: a first machine of \(fixture.name), not counted")
        let known = try await OwnMachine.firstMachine(of: fixture, by: provider)
        let plan = PeerPlan(
            image: fixture.image?.source, machine: known.machine, accelerator: known.accelerator,
            directory: HostDirectories.ofThisUser.cache + "/bench")
        let contestants: [any Contestant] = [
            OwnMachine(fixture: fixture, provider: provider, moment: .ready, known: known),
            OwnMachine(fixture: fixture, provider: provider, moment: .reached, known: known),
            Debvm(plan: plan), AutopkgtestQEMU(plan: plan), VirtmeNG(plan: plan),
        ]
        let tools = try await Self.measure(contestants, rounds: rounds)
        let emulator = Emulator.path(for: known.machine.spec.architecture) ?? "qemu-system-x86_64"
        let host = try await HostReport.ofThisHost(emulator: emulator)
        await provider.close()
        return PeerReport(
            fixture: fixture.name, accelerator: plan.accelerator.rawValue, memory: plan.memory,
            processors: plan.processors, rounds: rounds, host: host, tools: tools, notes: plan.notes + Self.notes)
    }

    /// Prepares all, starts each once, then `rounds` times in turns. A tool that fails once is left out from then on.
    static func measure(_ contestants: [any Contestant], rounds: Int) async throws -> [PeerReport.Tool] {
        var tools = contestants.map {
            PeerReport.Tool(name: $0.name, way: $0.way, changes: $0.changes, notes: $0.notes)
        }
        func attempt<Value>(_ index: Int, _ work: (any Contestant) async throws -> Value) async throws -> Value? {
            guard tools[index].obstacle == nil else { return nil }
            do {
                return try await work(contestants[index])
            } catch {
                try Task.checkCancellation()
                tools[index].obstacle = "\(error)"
                complain("mayfly-bench: \(contestants[index].name): \(error)")
                return nil
            }
        }
        for index in contestants.indices {
            tools[index].facts = try await attempt(index) { try await $0.prepare() }
        }
        for index in contestants.indices { _ = try await attempt(index) { try await $0.boot() } }
        for round in 0..<rounds {
            for index in contestants.indices {
                guard let sample = try await attempt(index, { try await $0.boot() }) else { continue }
                tools[index].samples.append(sample)
                complain(
                    "mayfly-bench: round \(round + 1) of \(rounds): \(contestants[index].name) \(sample.wall.tenths)")
            }
        }
        return tools
    }

    static let notes = [
        "Each tool has its own image, made by its own means from the same archive: the sets of packages differ, and so does "
            + "what starts in the guest.",
        "A command is run each tool's own way: through a resident helper, ssh with its handshake, a shell on a console, or "
            + "as the only thing that the guest does.",
        "What a tool does after the first command (powering off, removing disks) is not counted, except virtme-ng's.",
    ]
}
