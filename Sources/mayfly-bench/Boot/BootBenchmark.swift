import LocalProvider
import Machines
import Mayfly
import Offload

/// Boots a fixture by a bare QEMU and by us, in turns, so that whatever else the host does meets both.
struct BootBenchmark: Sendable {
    let fixture: Fixture

    /// One boot of ours: to the greeting from the call that makes the machine, and from the one that starts it.
    private struct Own: Sendable {
        let whole: Duration
        let start: Duration
        let phases: [Timeline.Entry]
    }

    func run(rounds: Int) async throws -> BootReport {
        let provider = try await Providers.shared.localProvider()
        let bare = BareQEMU(try await warmUp(provider))
        _ = try await bare.boot()
        var samples = BootReport.Samples()
        var phases: [Phase: [Double]] = [:]
        for _ in 0..<rounds {
            samples.bare.append(try await bare.boot().seconds)
            let own = try await boot(provider)
            samples.ours.append(own.whole.seconds)
            samples.oursStart.append(own.start.seconds)
            for entry in own.phases { phases[entry.phase, default: []].append(entry.length.seconds) }
        }
        let host = try await HostReport.ofThisHost(emulator: bare.emulator)
        await provider.close()
        return BootReport(
            fixture: fixture.name, accelerator: bare.accelerator.rawValue, host: host, samples: samples,
            phases: phases.reduce(into: [:]) { $0[$1.key.rawValue] = median($1.value) })
    }

    /// Starts the daemon and fills the caches; returns the machine as we bound it to this host.
    private func warmUp(_ provider: LocalProvider) async throws -> Machine {
        let machine = try await provider.create(fixture, options: MachineOptions(origin: .boot), timeline: Timeline())
        return try await finishing {
            try await machine.start()
            try await machine.waitUntilReady()
            return machine
        } finally: {
            await machine.delete()
        }
    }

    private func boot(_ provider: LocalProvider) async throws -> Own {
        let timeline = Timeline()
        let called = ContinuousClock.now
        let machine = try await provider.create(fixture, options: MachineOptions(origin: .boot), timeline: timeline)
        let made = ContinuousClock.now
        return try await finishing {
            try await machine.start()
            let greeted = try await greeting(of: machine)
            return Own(whole: greeted - called, start: greeted - made, phases: timeline.entries)
        } finally: {
            await machine.delete()
        }
    }

    /// When the guest's helper greeted; throws as soon as the guest cannot get ready any more, with its console's end.
    private func greeting(of machine: Machine) async throws -> ContinuousClock.Instant {
        try await withThrowingTaskGroup(of: ContinuousClock.Instant?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                _ = try await machine.channel()
                return .now
            }
            group.addTask {
                try await machine.waitUntilReady()
                return nil
            }
            while let finished = try await group.next() {
                if let greeted = finished { return greeted }
            }
            throw CancellationError()
        }
    }
}
