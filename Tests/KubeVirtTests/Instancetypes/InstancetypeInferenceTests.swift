import KubeVirt
import Testing

@Suite struct InstancetypeInferenceTests {
    private let labels = [
        "instancetype.kubevirt.io/default-instancetype": "u1.small",
        "instancetype.kubevirt.io/default-preference": "fedora",
        "instancetype.kubevirt.io/default-preference-kind": "VirtualMachinePreference",
    ]

    private func machine(_ volume: String, more: String = "", policy: String = "Reject") throws -> VirtualMachine {
        try decoded(
            """
            metadata: {name: a, namespace: shop}
            spec:
              instancetype: {inferFromVolume: root, inferFromVolumeFailurePolicy: \(policy)}
              preference: {inferFromVolume: root, inferFromVolumeFailurePolicy: \(policy)}
              \(more)
              template:
                spec:
                  domain: {devices: {}, memory: {guest: 1Gi}}
                  volumes: [{name: root, \(volume)}]
            """)
    }

    private func check(_ machine: VirtualMachine, _ objects: [VolumeReference: VolumeOrigin]) throws {
        let spec = try machine.inferringMatchers { objects[$0] }.spec
        #expect(spec.instancetype == .init(name: "u1.small"))
        #expect(spec.preference == .init(kind: "VirtualMachinePreference", name: "fedora"))
    }

    private let claim = VolumeReference(.persistentVolumeClaim, "disk", in: "shop")
    private let disk = VolumeReference(.dataVolume, "disk", in: "shop")

    @Test("a claim's labels name both")
    func claims() throws {
        try check(machine("persistentVolumeClaim: {claimName: disk}"), [claim: VolumeOrigin(labels: labels)])
    }

    @Test("a DataVolume's labels, else those of what it was copied from, else the claim of its name")
    func dataVolumes() throws {
        let machine = try machine("dataVolume: {name: disk}")
        try check(machine, [disk: VolumeOrigin(labels: labels)])
        try check(machine, [claim: VolumeOrigin(labels: labels)])
        let object: DataVolume = try decoded(
            "{metadata: {name: disk, namespace: shop}, spec: {source: {pvc: {name: golden, namespace: images}}}}")
        let golden = VolumeReference(.persistentVolumeClaim, "golden", in: "images")
        try check(machine, [disk: VolumeOrigin(object), golden: VolumeOrigin(labels: labels)])
    }

    @Test("a template leads to a DataSource, and that to a snapshot")
    func templates() throws {
        let machine = try machine(
            "dataVolume: {name: disk}",
            more: "dataVolumeTemplates: [{metadata: {name: disk}, "
                + "spec: {sourceRef: {kind: DataSource, name: fedora, namespace: images}}}]")
        let source: DataSource = try decoded(
            "{metadata: {name: fedora}, spec: {source: {snapshot: {name: golden, namespace: images}}}}")
        let reference = VolumeReference(.dataSource, "fedora", in: "images")
        let snapshot = VolumeReference(.volumeSnapshot, "golden", in: "images")
        try check(machine, [reference: VolumeOrigin(source), snapshot: VolumeOrigin(labels: labels)])
        try check(machine, [reference: VolumeOrigin(labels: labels)])
    }

    @Test("a volume that tells nothing is an error, or no matcher where that is to be ignored")
    func nothing() throws {
        for volume in ["persistentVolumeClaim: {claimName: disk}", "containerDisk: {image: a}"] {
            let objects = [claim: VolumeOrigin()]
            let machine = try machine(volume)
            #expect(throws: ExpansionError.self) { try machine.inferringMatchers { objects[$0] } }
            let ignoring = try self.machine(volume, policy: "Ignore").inferringMatchers { objects[$0] }
            #expect(ignoring.spec.instancetype == nil && ignoring.spec.preference == nil)
            #expect(ignoring.spec.template.spec.domain.memory?.guest == .gibibytes(1))
        }
    }

    @Test("names that lead in a circle tell nothing")
    func circle() throws {
        let name = VolumeReference(.dataSource, "a", in: "shop")
        let machine = try machine("dataVolume: {name: disk}")
        for next in [name, disk] {
            let objects = [disk: VolumeOrigin(source: name), name: VolumeOrigin(source: next)]
            #expect(throws: ExpansionError.self) { try machine.inferringMatchers { objects[$0] } }
        }
        #expect(throws: ExpansionError.self) { try machine.inferringMatchers { _ in VolumeOrigin(source: disk) } }
    }

    @Test("a volume or claim that is not there is an error in any case")
    func missing() throws {
        let machine = try machine("persistentVolumeClaim: {claimName: disk}", policy: "Ignore")
        let error = #expect(throws: ExpansionError.self) { try machine.inferringMatchers { _ in nil } }
        #expect(error?.causes.map(\.field) == ["spec.instancetype.inferFromVolume"])
        var other = machine
        other.spec.instancetype?.inferFromVolume = "toor"
        #expect(throws: ExpansionError.self) { try other.inferringMatchers { _ in VolumeOrigin(labels: labels) } }
    }

    @Test("where failures are ignored, what is found takes the place of the machine's memory")
    func memory() throws {
        let machine = try machine("persistentVolumeClaim: {claimName: disk}", policy: "Ignore")
        let spec = try machine.inferringMatchers { _ in VolumeOrigin(labels: labels) }.spec
        #expect(spec.template.spec.domain.memory == nil)
    }

    @Test("a catalog's volumes are asked when a machine is made")
    func catalog() throws {
        var catalog = InstancetypeCatalog()
        catalog.volumes[claim] = VolumeOrigin(labels: ["instancetype.kubevirt.io/default-instancetype": "u1.small"])
        var machine = try machine("persistentVolumeClaim: {claimName: disk}", policy: "Ignore")
        machine.spec.preference = nil
        let made = try machine.instance(from: catalog, host: .amd64)
        #expect(made.spec.domain.memory?.guest == .gibibytes(2))
        #expect(made.metadata.annotations == ["kubevirt.io/cluster-instancetype-name": "u1.small"])
    }
}
