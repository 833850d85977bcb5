import FoundationEssentials
import LocalProvider
import MayflyTestSupport
import Testing

/// `mayfly manifest` asks the host's libvirt what it can do, so it needs one that works.
@Suite(.requires(.tinyGuest)) struct ManifestMachineTests {
    private static let machine = """
        apiVersion: kubevirt.io/v1
        kind: VirtualMachineInstance
        metadata: {name: planned}
        spec:
          domain:
            devices: {disks: [{name: e, disk: {bus: virtio}, serial: S1}], rng: {}}
            memory: {guest: 64Mi}
          volumes: [{name: e, emptyDisk: {capacity: 1Gi}}]

        """

    private func manifest(_ text: String, _ options: String...) async throws -> MayflyCommand.Outcome {
        let scratch = Scratch("manifest")
        let file = try scratch.write("m.yaml", text)
        return try await MayflyCommand.run(["manifest", "-f", file] + options)
    }

    @Test("a machine's domain is the same each time, and complete")
    func domain() async throws {
        let first = try await manifest(Self.machine, "--to", "domain")
        #expect(first.status == 0, "\(first.error)")
        #expect(first.output.hasPrefix("<domain ") && first.output.hasSuffix("</domain>\n"))
        #expect(first.output.contains("<name>mayfly-\(LocalProvider.plannedRun)-planned</name>"))
        #expect(first.output.contains("<serial>S1</serial>"))
        #expect(try await manifest(Self.machine, "--to", "domain").output == first.output)
    }

    @Test("a virtual machine is expanded by the instancetypes beside it and by the common ones")
    func expansion() async throws {
        let machine = """
            apiVersion: kubevirt.io/v1
            kind: VirtualMachine
            metadata: {name: big}
            spec:
              runStrategy: Always
              instancetype: {name: u1.small}
              template: {spec: {domain: {devices: {}}}}
            """
        let outcome = try await manifest(machine, "--to", "domain")
        #expect(outcome.status == 0, "\(outcome.error)")
        #expect(outcome.output.contains("<memory unit='b'>2147483648</memory>"))
        let unknown = try await manifest(machine.replacing("u1.small", with: "u1.smoll"), "--to", "domain")
        #expect(unknown.status == 1)
        #expect(unknown.error.contains("u1.smoll"))
    }

    @Test("what this host cannot do is refused with its field")
    func refused() async throws {
        let text = Self.machine.replacing("rng: {}", with: "gpus: [{name: g, deviceName: d}]")
        let outcome = try await manifest(text, "--to", "domain")
        #expect(outcome.status == 1 && outcome.output.isEmpty)
        #expect(outcome.error.contains("spec.domain.devices.gpus"))
    }

    @Test("a cluster gets the object as it was written")
    func kubeVirt() async throws {
        let outcome = try await manifest(Self.machine, "--to", "kubevirt")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("guest: 64Mi\n"))
        #expect(!outcome.output.contains("machine:"), "a cluster has defaults of its own")
    }
}
