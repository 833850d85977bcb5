package import Fixtures
import FoundationEssentials
import Glibc
import KubeVirt
package import Machines

/// A back end without machines, for tests of everything above the port. Two providers on one host see the same machines.
package struct FakeProvider: MachineProvider {
    package let host: FakeHost

    package init(on host: FakeHost = FakeHost()) {
        self.host = host
    }

    package func create(
        _ fixture: Fixture, options: MachineOptions, timeline: Timeline
    ) async throws(MachineError) -> Machine {
        let causes = fixture.admission()
        guard causes.isEmpty else { throw .refused(causes) }
        if options.origin == .template, !fixture.forkable { throw FakeMachine.notForkable(fixture.name) }
        let machine = FakeMachine(
            fixture, name: options.name ?? fixture.name, options: options, on: host, timeline: timeline)
        host.add(machine)
        return Machine(driver: machine)
    }

    package func prepare(
        _ fixture: Fixture, options: MachineOptions, timeline: Timeline
    ) async throws(MachineError) {
        guard (options.origin ?? (fixture.forkable ? .template : .boot)) == .template else { return }
        _ = try await host.template(of: fixture)
    }

    package func machines() async throws(MachineError) -> [MachineSummary] {
        var found: [MachineSummary] = []
        for machine in host.machines.values {
            let expiry = host.expiry(of: machine.run)
            let rest = expiry.map { Double(ContinuousClock.now.duration(to: $0).components.seconds) }
            found.append(
                MachineSummary(
                    name: machine.name, run: machine.run,
                    state: await machine.state == .created ? "created" : "running",
                    owner: expiry == nil ? getpid() : nil, expiry: rest.map { $0 + Date().timeIntervalSince1970 }))
        }
        return found.sorted { $0.run < $1.run }
    }

    package func machine(_ name: String) async throws(MachineError) -> Machine {
        let meant = host.machines.values.filter { $0.run == name || $0.name == name }
        guard let machine = meant.first else { throw MachineError(.notFound, "there is no machine called \(name)") }
        guard meant.count == 1 else {
            let runs = meant.map(\.run).sorted().joined(separator: ", ")
            throw MachineError(
                .invalidInput, "\(meant.count) machines are called \(name); say which by its run id: \(runs)")
        }
        guard await machine.state != .created else {
            throw MachineError(.stopped, "it does not run", machine: name)
        }
        return Machine(driver: machine)
    }

    package func collectGarbage() async throws(MachineError) -> GarbageReport {
        var report = GarbageReport(machines: [], processes: [], failures: [])
        for machine in host.machines.values {
            guard let expiry = host.expiry(of: machine.run), expiry <= .now else { continue }
            await machine.delete()
            report.machines.append(machine.run)
        }
        return report
    }
}
