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

    /// Prepares all, starts each once, then `rounds` times in turns. A tool that fails twice running is left out.
    static func measure(_ contestants: [any Contestant], rounds: Int) async throws -> [PeerReport.Tool] {
        var tools = contestants.map {
            PeerReport.Tool(name: $0.name, way: $0.way, changes: $0.changes, notes: $0.notes)
        }
        for index in contestants.indices {
            do {
                tools[index].facts = try await contestants[index].prepare()
            } catch {
                try Task.checkCancellation()
                tools[index].obstacle = "\(error)"
                complain("mayfly-bench: \(contestants[index].name): \(error)")
            }
        }
        for round in 0...rounds {
            for index in contestants.indices where tools[index].obstacle == nil {
                let name = contestants[index].name
                do {
                    let sample = try await contestants[index].boot()
                    // The first fills caches.
                    if round > 0 { tools[index].samples.append(sample) }
                    tools[index].isFailing = false
                    complain("mayfly-bench: \(name), round \(round) of \(rounds): \(sample.wall.tenths)")
                } catch {
                    try Task.checkCancellation()
                    complain("mayfly-bench: \(name), round \(round) of \(rounds): \(error)")
                    tools[index].failures.append("round \(round): \(error)")
                    if tools[index].isFailing { tools[index].obstacle = "it failed twice running: \(error)" }
                    tools[index].isFailing = true
                }
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
