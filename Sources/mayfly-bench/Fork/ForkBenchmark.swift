import Host
import LocalProvider
import Machines
import Mayfly
import Offload

/// Forks a fixture, boots it, takes it from a pool and loads it by hand, in turns, so that whatever else the host does
/// meets all.
struct ForkBenchmark: Sendable {
    let fixture: Fixture
    let rounds: Int
    let boots: Int
    let crowd: Int

    func run() async throws -> ForkReport {
        let provider = try await Providers.shared.localProvider()
        // The template, and one fork that nobody counts: it fills the caches.
        let first = try await provider.create(fixture, options: MachineOptions(), timeline: Timeline())
        let (accelerator, bare) = try await finishing {
            try await begin(first)
            return (first.accelerator, try BareFork(of: first))
        } finally: {
            await first.delete()
        }
        var samples = ForkReport.Samples()
        var phases: [Phase: [Double]] = [:]
        for round in 0..<max(rounds, boots) {
            if round < rounds {
                try await fork(provider, &samples, &phases)
                samples.bareRunning.append(try await bare.load().seconds)
                samples.poolFirstCommand.append(try await pooled(provider))
            }
            if round < boots { samples.coldFirstCommand.append(try await boot(provider)) }
        }
        try await goBack(provider, &samples)
        let together = crowd > 0 ? try await gather(provider) : nil
        let host = try await HostReport.ofThisHost(emulator: bare.emulator)
        await provider.close()
        return ForkReport(
            fixture: fixture.name, accelerator: accelerator.rawValue, host: host, samples: samples,
            phases: phases.reduce(into: [:]) { $0[$1.key.rawValue] = median($1.value) }, crowd: together)
    }

    private func begin(_ machine: Machine) async throws {
        try await machine.start()
        try await machine.waitUntilReady()
        _ = try await machine.run("true").check()
    }

    private func fork(
        _ provider: LocalProvider, _ samples: inout ForkReport.Samples, _ phases: inout [Phase: [Double]]
    ) async throws {
        let timeline = Timeline()
        let called = ContinuousClock.now
        let machine = try await provider.create(fixture, options: MachineOptions(), timeline: timeline)
        let (running, answered) = try await finishing {
            try await machine.start()
            let running = ContinuousClock.now
            try await machine.waitUntilReady()
            _ = try await machine.run("true").check()
            return (running, ContinuousClock.now)
        } finally: {
            await machine.delete()
        }
        let ended = ContinuousClock.now
        samples.forkRunning.append((running - called).seconds)
        samples.forkFirstCommand.append((answered - called).seconds)
        samples.ending.append((ended - answered).seconds)
        for entry in timeline.entries { phases[entry.phase, default: []].append(entry.length.seconds) }
    }

    private func boot(_ provider: LocalProvider) async throws -> Double {
        let called = ContinuousClock.now
        let machine = try await provider.create(
            fixture, options: MachineOptions(origin: .boot), timeline: Timeline())
        return try await finishing {
            try await begin(machine)
            return (ContinuousClock.now - called).seconds
        } finally: {
            await machine.delete()
        }
    }

    /// Out of a pool with one machine, which lies ready before it is asked for.
    private func pooled(_ provider: LocalProvider) async throws -> Double {
        let pool = Pool(fixture, ready: 1, on: provider)
        return try await finishing {
            while await pool.ready == 0 {
                if let failure = await pool.lastFailure { throw failure }
                try await Task.sleep(for: .milliseconds(5))
            }
            let called = ContinuousClock.now
            let machine = try await pool.take()
            return try await finishing {
                _ = try await machine.run("true").check()
                return (ContinuousClock.now - called).seconds
            } finally: {
                await machine.delete()
            }
        } finally: {
            await pool.drain()
        }
    }

    private func goBack(_ provider: LocalProvider, _ samples: inout ForkReport.Samples) async throws {
        let machine = try await provider.create(fixture, options: MachineOptions(), timeline: Timeline())
        samples = try await finishing { [samples] in
            var samples = samples
            try await begin(machine)
            let mark = try await machine.checkpoint()
            for _ in 0..<rounds {
                let called = ContinuousClock.now
                try await machine.revert(to: mark)
                let back = ContinuousClock.now
                _ = try await machine.run("true").check()
                samples.revert.append((back - called).seconds)
                samples.revertFirstCommand.append((ContinuousClock.now - back).seconds)
            }
            return samples
        } finally: {
            await machine.delete()
        }
    }

    /// Many that live at once, four being made at a time.
    private func gather(_ provider: LocalProvider) async throws -> ForkReport.Crowd {
        let called = ContinuousClock.now
        let gate = AsyncSemaphore(4)
        let (count, fixture) = (crowd, fixture)
        let machines = try await withThrowingTaskGroup(of: Machine.self) { group in
            for _ in 0..<count {
                group.addTask {
                    try await gate.withPermit {
                        let machine = try await provider.create(
                            fixture, options: MachineOptions(), timeline: Timeline())
                        do {
                            try await machine.start()
                            try await machine.waitUntilReady()
                        } catch {
                            await machine.delete()
                            throw error
                        }
                        return machine
                    }
                }
            }
            var machines: [Machine] = []
            while let result = await group.nextResult() {
                switch result {
                case .success(let machine): machines.append(machine)
                case .failure(let error):
                    group.cancelAll()
                    while let rest = await group.nextResult() {
                        if case .success(let machine) = rest { machines.append(machine) }
                    }
                    for machine in machines { await machine.delete() }
                    throw error
                }
            }
            return machines
        }
        let ready = ContinuousClock.now
        return try await finishing {
            let idle = Self.memory(of: machines)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for machine in machines {
                    group.addTask { try await gate.withPermit { _ = try await machine.run("true").check() } }
                }
                try await group.waitForAll()
            }
            let answered = ContinuousClock.now
            let memory = Self.memory(of: machines)
            let before = ContinuousClock.now
            await withTaskGroup(of: Void.self) { group in
                for machine in machines { group.addTask { await machine.delete() } }
            }
            return ForkReport.Crowd(
                count: count, ready: (ready - called).seconds, answered: (answered - called).seconds,
                memoryIdle: idle, memoryAnswered: memory, ended: (ContinuousClock.now - before).seconds)
        } finally: {
            for machine in machines { await machine.delete() }
        }
    }

    /// Bytes that the middle one of them takes.
    private static func memory(of machines: [Machine]) -> Double {
        median(machines.compactMap { MachineMemory.proportional(of: $0.id) }.map(Double.init))
    }
}

/// What a machine's QEMU takes of the host's memory.
enum MachineMemory {
    /// Bytes, pages that several share counted by their share; nil when it does not run.
    static func proportional(of run: String) -> Int64? {
        guard let process = ProcessTable.processes(where: { Sweeper.isMachine(run, $0) }).first,
            let text = FileSystem.text("/proc/\(process.pid)/smaps_rollup"),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("Pss:") })
        else { return nil }
        return Int64(line.filter(\.isNumber)).map { $0 << 10 }
    }
}
