import KubeVirt
import Manifests
import Testing
import YAML

@Suite struct VerdictTests {
    private func verdict(_ text: String, _ configuration: ClusterConfiguration = .init()) throws -> Verdict {
        let node = try YAMLParser().document(in: Array(text.utf8), file: "m.yaml")
        return try ManifestDocument(node, file: "m.yaml").verdict(under: configuration)
    }

    /// A machine with lines of its spec, its domain and beside both.
    private func machine(_ domain: String = "", spec: String = "", _ more: String = "") -> String {
        """
        apiVersion: kubevirt.io/v1
        kind: VirtualMachineInstance
        metadata: {name: a}
        spec:
          domain:
            devices: {}
            memory: {guest: 64Mi}
        \(domain.isEmpty ? "" : "    \(domain)\n")\(spec.isEmpty ? "" : "  \(spec)\n")\(more)
        """
    }

    /// Messages of causes that name no field.
    private func unfit(_ text: String) throws -> [String] {
        let verdict = try verdict(text)
        #expect(verdict.allowed == verdict.causes.isEmpty)
        for cause in verdict.causes { #expect(cause.reason == .none && cause.field == nil) }
        return verdict.causes.map(\.message)
    }

    @Test("a machine that KubeVirt admits is allowed")
    func allowed() throws {
        #expect(try verdict(machine()) == Verdict())
        #expect(try verdict(machine().replacing("v1\nkind", with: "v1alpha3\nkind")).allowed)
    }

    @Test("a cause of admission has reason, field and place")
    func denied() throws {
        let verdict = try verdict(
            machine("cpu: {cores: 1}", spec: "volumes: [{name: v, containerDisk: {image: a, path: b}}]"))
        #expect(verdict.causes.first?.field == "spec.volumes[0].containerDisk")
        #expect(verdict.causes.first?.reason == .fieldValueInvalid)
        #expect(verdict.findings[0].mark == Mark(line: 9, column: 38))
    }

    @Test("what does not fit the schema are causes without reason and field, and nothing else is looked at")
    func unfit() throws {
        #expect(
            try unfit(machine("extremely: 1", spec: "very: 1"))
                == [
                    "spec.domain.extremely: unknown field ‘extremely’; known here are chassis, clock, cpu, devices, "
                        + "features, firmware, ioThreads, ioThreadsPolicy, launchSecurity, machine, memory, "
                        + "rebootPolicy, resources",
                    "spec.very: unknown field ‘very’; known here are "
                        + (CustomResource.of(VirtualMachineInstance.self).definition.spec.versions[0].schema
                            .openAPIV3Schema.properties["spec"]?.properties.keys.sorted().joined(separator: ", ") ?? ""),
                ])
        #expect(try unfit("{apiVersion: kubevirt.io/v1, kind: VirtualMachineInstance, spec: {}}").count == 1)
        #expect(try unfit(machine("cpu: {cores: two}")).count == 1)
    }

    /// Both webhooks of KubeVirt's look at the schema before Go's zero values stand in for anything.
    @Test("what the schema requires is not filled in")
    func required() throws {
        #expect(
            try unfit(machine().replacing("    devices: {}\n", with: ""))
                == ["spec.domain: required field ‘devices’ is missing"])
        let virtual = "{apiVersion: kubevirt.io/v1, kind: VirtualMachine, spec: {runStrategy: Halted, template: "
        #expect(try unfit(virtual + "{spec: {domain: {memory: {guest: 64Mi}}}}}}").count == 1)
        #expect(try unfit(virtual.replacing(", template: ", with: "}}")).count == 1)
    }

    @Test("a template's spec is not required, and an empty one is judged as it is")
    func emptyTemplate() throws {
        let text = "{apiVersion: kubevirt.io/v1, kind: VirtualMachine, spec: {runStrategy: Halted, template: "
        let causes = try verdict(text + "{}}}").causes
        #expect(try causes == verdict(text + "{spec: {domain: {devices: {}}}}}}").causes)
        #expect(causes.allSatisfy { $0.field?.hasPrefix("spec.template.spec") == true })
    }

    @Test("null is no value for a field of the spec")
    func null() throws {
        #expect(try unfit(machine(spec: "volumes: null")) == ["spec.volumes: is null; leave the field out instead"])
        #expect(
            try unfit(machine(spec: "affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: ~}}"))
                .count
                == 1)
    }

    @Test("null is let pass where Kubernetes writes it by itself")
    func forgivenNull() throws {
        #expect(try verdict(machine().replacing("{name: a}", with: "{name: a, creationTimestamp: null}")).allowed)
        #expect(try verdict(machine().replacing("{name: a}", with: "{name: a, labels: ~}")).allowed)
        #expect(try verdict(machine("", spec: "", "status: null")).allowed)
    }

    @Test("a status may have fields of a newer KubeVirt; other problems are told all the same")
    func status() throws {
        let status = "status: {phase: Running, brandNew: {a: [1]}}"
        #expect(try verdict(machine("", spec: "", status)).allowed)
        #expect(try unfit(machine("cpu: 1", spec: "", status)).count == 1)
        #expect(try unfit(machine("", spec: "", "stat: {}")).count == 1)
    }

    @Test("gates that are switched on are heeded")
    func gates() throws {
        let text = machine(spec: "volumes: [{name: v, hostDisk: {path: /a, type: Disk}}]")
            .replacing("devices: {}", with: "devices: {disks: [{name: v, disk: {bus: virtio}}]}")
        #expect(try !verdict(text).allowed)
        #expect(try verdict(text, ClusterConfiguration(featureGates: [FeatureGate(rawValue: "HostDisk")])).allowed)
    }

    @Test("it is written as KubeVirt's webhook writes it")
    func encoding() throws {
        let denied = Verdict([
            .init(StatusCause(field: "spec.a", message: "m", reason: .fieldValueInvalid), mark: nil),
            .init(StatusCause(message: "n", reason: .none), mark: nil),
        ])
        #expect(
            try YAMLEncoder().encode(denied) == """
                allowed: false
                causes:
                - reason: FieldValueInvalid
                  field: spec.a
                  message: m
                - message: "n"

                """)
        #expect(try YAMLEncoder().encode(Verdict()).hasPrefix("allowed: true\ncauses: []"))
    }

    @Test("other kinds are decoded as strictly")
    func others() throws {
        #expect(
            try verdict(
                "{apiVersion: instancetype.kubevirt.io/v1beta1, kind: VirtualMachineInstancetype, spec: {cpu: {guest: 1}, memory: {guest: 1Gi}}}"
            ).allowed)
        #expect(
            try unfit("{apiVersion: snapshot.kubevirt.io/v1beta1, kind: VirtualMachineSnapshot, spec: {sauce: {}}}")
                .count
                >= 1)
    }
}
