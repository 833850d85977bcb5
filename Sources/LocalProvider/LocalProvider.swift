import DomainXML
package import Fixtures
import FoundationEssentials
import Glibc
package import Host
import Images
package import KubeVirt
import Libvirt
import Lifecycle
package import Machines

/// Machines on this host: a private libvirt daemon, QEMU under KVM where that works and TCG where it does not.
package struct LocalProvider: MachineProvider {
    package let host: LocalHost

    /// Opens the directories of this user, or those given; nothing is started before the first machine is made.
    package init(
        _ directories: HostDirectories = .ofThisUser, claims: ClaimPool = .ofThisUser, capacity: MemoryCapacity? = nil
    ) async throws(MachineError) {
        host = try await LocalHost.open(directories, claims: claims, capacity: capacity)
    }

    init(host: LocalHost) { self.host = host }

    /// Where claims are kept between machines.
    package var claims: ClaimPool { host.claims }

    /// Why no directory of this host can be shared with a guest; nil when one can: tried.
    package func sharingObstacle() async -> String? {
        await ShareServer.obstacle(for: host.identity, in: host.directories)
    }

    /// Why no directory of this host can be shown to a guest in this way so that it cannot write to it; nil when one can:
    /// tried.
    package func obstacle(to way: SharedRoot.Way) async -> String? {
        switch way {
        case .virtiofs:
            return await ShareServer.obstacle(for: host.identity, in: host.directories, isReadOnly: true)
        case .ninep:
            guard let program = Emulator.path(for: nil) else { return "QEMU is not installed" }
            let answer = try? await Child.run(program, ["-device", "virtio-9p-pci,help"], limit: .seconds(60))
            return answer?.output.contains("mount_tag=") == true
                ? nil : "\(program) has no 9p: its distribution built it without (--disable-virtfs)"
        }
    }

    package func create(
        _ fixture: Fixture, options: MachineOptions, timeline: Timeline
    ) async throws(MachineError) -> Machine {
        let (bound, beginning) = try await bind(fixture, options: options, timeline: timeline)
        return try await timeline.measure(.define) { () async throws(MachineError) in
            Machine(
                driver: ForkableMachine(
                    try await make(bound, from: beginning, mayBeKept: options.mayBeKept, timeline: timeline)))
        }
    }

    package func prepare(
        _ fixture: Fixture, options: MachineOptions, timeline: Timeline
    ) async throws(MachineError) {
        _ = try await bind(fixture, options: options, timeline: timeline)
    }

    /// Binds a fixture to this host, with its image and, where its machines are forks, their template.
    func bind(
        _ fixture: Fixture, options: MachineOptions, timeline: Timeline
    ) async throws(MachineError) -> (BoundMachine, Beginning) {
        let causes = fixture.admission()
        guard causes.isEmpty else { throw .refused(causes) }
        try await timeline.measure(.daemon) { () async throws(MachineError) in
            await host.sweep()
            _ = try await host.connection()
        }
        let verdict = try await timeline.measure(.probe) { () async throws(MachineError) in
            try await probe(for: fixture)
        }
        var image = try await host.image(of: fixture, verdict: verdict, timeline: timeline)
        image.others = try await host.containerDisks(of: fixture, timeline: timeline)
        image.containerKernel = try await host.containerKernel(of: fixture, timeline: timeline)
        image.fillings = try await host.dataVolumeImages(of: fixture, timeline: timeline)
        // Fetching may have taken long: nobody may take the first for old meanwhile.
        image.noteUse()
        let bound = try await timeline.measure(.define) { () async throws(MachineError) in
            try await bind(fixture, image: image, verdict: verdict, options: options)
        }
        return (bound, try await beginning(of: bound, fixture, origin: options.origin, timeline: timeline))
    }

    package func machines() async throws(MachineError) -> [MachineSummary] {
        await host.machines()
    }

    package func machine(_ name: String) async throws(MachineError) -> Machine {
        try await host.adopt(name)
    }

    package func collectGarbage() async throws(MachineError) -> GarbageReport {
        await host.sweep(thorough: true)
    }

    /// Closes the daemon's connection: machines that were not kept end with it.
    package func close() async { await host.close() }
}
