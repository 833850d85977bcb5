import DomainXML
package import Fixtures
import Host
import KubeVirt
package import Machines

/// A domain as libvirt would be given it, and what is still missing for it.
package struct DomainPlan: Sendable {
    package var xml: String
    /// Files that the domain names and that are not there, and objects that the machine names.
    package var notes: [String]
}

extension LocalProvider {
    /// What stands where each machine has a run id and identifiers that are drawn when it is made: the same fixture gives
    /// the same bytes.
    package static let plannedRun = "22222222222"
    static let plannedIdentifier = "22222222-2222-4222-8222-222222222222"

    /// The domain of a fixture's machine, by the way that ``create(_:options:timeline:)`` takes, without making anything
    /// but an image that is not built yet.
    package func plan(_ fixture: Fixture) async throws(MachineError) -> DomainPlan {
        let admission = fixture.admission()
        guard admission.isEmpty else { throw .refused(admission) }
        try Fixture.validate(name: fixture.name)
        let verdict = try await probe(for: fixture)
        var image = try await host.image(of: fixture, verdict: verdict, timeline: Timeline())
        image.others = try await host.knownContainerDisks(of: fixture)
        image.containerKernel = try await host.knownContainerKernel(of: fixture)
        var machine: VirtualMachineInstance
        do throws(RefusedField) {
            machine = try fixture.bound(as: fixture.name, to: image, channel: nil)
        } catch {
            throw .refused([error.cause])
        }
        let ready = try fixture.ready + machine.readiness()
        let guestUUID = machine.fixedUUID
        machine = machine.named(Self.plannedIdentifier)
        let single = try await HostAbilities(host: host).single(for: verdict.accelerator, HostNeeds(of: machine))
        let causes = machine.admission(under: .singleHost) + machine.localCauses(on: single)
        guard causes.isEmpty else { throw .refused(causes) }

        let directory = host.directories.machine(Self.plannedRun)
        if host.identity.owner != nil, var annotations = try? Annotations(machine.metadata) {
            annotations.kernel = annotations.kernel.map { _ in directory + "/kernel" }
            annotations.initrd = annotations.initrd.map { _ in directory + "/initrd" }
            annotations.firmware = annotations.firmware.map { _ in directory + "/firmware" }
            annotations.deviceTree = annotations.deviceTree.map { _ in directory + "/dtb" }
            annotations.apply(to: &machine.metadata)
        }
        let record = MachineRecord(
            run: Self.plannedRun, machine: fixture.name, accelerator: verdict.accelerator, ready: ready,
            channel: fixture.channel, hasHelper: fixture.image != nil, vmi: machine)
        let place = host.identity.owner == nil ? host.directories.disks(Self.plannedRun) : directory
        var plan = PlannedVolumes(
            machine: machine, base: image.disk, others: image.others, place: place, claims: host.claims)
        do {
            var files = Self.files(
                in: directory, domain: Lease.domain(of: fixture.name, run: Self.plannedRun),
                uuid: Self.plannedIdentifier, record: try record.encoded(), volumes: plan.files())
            files.guestUUID = guestUUID
            plan.addOthers(to: &files, in: directory)
            plan.addKernel(image.containerKernel, isStaged: host.identity.owner != nil, to: &files, in: directory)
            let xml = try DomainConverter(
                machine, host: try facts(for: machine, under: verdict, single), files: files
            ).xml()
            return DomainPlan(xml: xml, notes: plan.notes + machine.missingObjects(among: fixture.objects))
        } catch let error as ConversionError {
            throw .refused(error.causes)
        } catch {
            throw .wrapping(error, .internalFault, "the domain cannot be written")
        }
    }
}
