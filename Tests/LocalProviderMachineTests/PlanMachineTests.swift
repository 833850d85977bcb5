import Fixtures
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// What `mayfly manifest --to domain` prints is what a machine gets.
@Suite("A planned domain", .requires(.tinyGuest)) struct PlanMachineTests {
    /// Machines with files of every kind that can be made here without anything else.
    static let machines: [String: VirtualMachineInstance] = [
        "bare": VirtualMachineInstance(
            metadata: ObjectMeta(name: "bare"),
            spec: .init(domain: .init(devices: .init(), memory: .init(guest: .mebibytes(64))))),
        "disks": VirtualMachineInstance(
            metadata: ObjectMeta(name: "disks"),
            spec: .init(
                domain: .init(
                    devices: .init(
                        disks: [
                            .init(disk: .init(bus: .virtio), name: "empty", serial: "S1"),
                            .init(cdrom: .init(bus: .sata), name: "seed"),
                        ], rng: .init()), memory: .init(guest: .mebibytes(64))),
                volumes: [
                    .init(emptyDisk: .init(capacity: .mebibytes(16)), name: "empty"),
                    .init(cloudInitNoCloud: .init(userData: "#cloud-config\n{}\n"), name: "seed"),
                ])),
    ]

    @Test("it differs from a real one in what is drawn, and in nothing else", arguments: machines.keys.sorted())
    func same(name: String) async throws {
        let provider = try await TestHost.provider()
        let fixture = Fixture(try #require(Self.machines[name]))
        let plan = try await provider.plan(fixture)
        #expect(plan.notes.isEmpty)
        let machine = try await provider.create(fixture, options: MachineOptions(), timeline: Timeline())
        let driver = try #require((machine.driver as? ForkableMachine)?.first)
        let found = await driver.definition
        let definition = try #require(found)
        let run = driver.record.run
        await machine.delete()
        // Each identifier that was drawn, in the order in which the domain names it.
        var made = definition.xml.replacing(run, with: LocalProvider.plannedRun)
        for element in ["<uuid>", "<entry name='uuid'>"] {
            guard let start = made.firstRange(of: element)?.upperBound else { continue }
            let drawn = String(made[start...].prefix(36))
            made = made.replacing(drawn, with: LocalProvider.plannedIdentifier)
        }
        #expect(made == plan.xml)
    }
}
