import Base64
import Fixtures
import KubeVirt
import Kubernetes
import Machines
import Seeds

/// The objects of one machine, as a fixture, a place and keys make them; a value, nothing is asked or made.
struct ClusterBinding: Sendable {
    var record: MachineRecord
    @Boxed var vmi: VirtualMachineInstance
    /// What the guest configures itself by; none where that is not ours to say.
    var secrets: [Secret]
    /// The machine's own disk, where the cluster makes one.
    @Boxed var root: DataVolume?
}

/// What a machine is bound to.
struct BindingPlace: Sendable {
    var name: String
    var run: String
    var process: String
    var pid: Int32
    var namespace: String
    /// The fixture's image; nil when the template says it all.
    var root: Root?
    /// Made for this machine alone.
    var access: MachineRecord.Access
    /// The host key's private half.
    var hostKey: String
    /// User data that lies in secrets of the cluster, by their names.
    var userData: [String: [UInt8]] = [:]

    enum Root: Sendable, Hashable {
        /// Nodes pull it.
        case containerDisk(
            String, path: String? = nil, pullSecret: String? = nil, architecture: Architecture? = nil)
        /// The cluster makes one for each machine.
        case clone(of: GoldenVolume, architecture: Architecture? = nil)
    }
}

extension ClusterBinding {
    init(_ fixture: Fixture, at place: BindingPlace) throws(MachineError) {
        var vmi = VirtualMachineInstance(
            metadata: fixture.template.metadata ?? ObjectMeta(), spec: fixture.template.spec)
        let names = ObjectNames(run: place.run)
        // As the guest of a local machine sees it.
        vmi.spec.hostname = vmi.spec.hostname ?? Self.hostName(vmi.metadata.name ?? place.name)
        vmi.metadata.name = names.vmi(of: place.name)
        vmi.metadata.generateName = nil
        vmi.metadata.namespace = nil
        let labels = RunLabels.labels(.vmi, process: place.process, run: place.run, machine: place.name)
        vmi.metadata.labels = (vmi.metadata.labels ?? [:]).merging(labels) { $1 }
        switch place.root {
        case nil: root = nil
        case .containerDisk(let image, let path, let secret, let architecture)?:
            root = nil
            try vmi.addRoot { $0.containerDisk = .init(image: image, imagePullSecret: secret, path: path) }
            vmi.spec.architecture = vmi.spec.architecture ?? architecture
        case .clone(let golden, let architecture)?:
            let labels = RunLabels.labels(.root, process: place.process, run: place.run, machine: place.name)
            // The nodes may be others than this host.
            vmi.spec.architecture = vmi.spec.architecture ?? architecture
            root = golden.clone(names.root, in: place.namespace, labels: labels)
            try vmi.addRoot { $0.dataVolume = .init(name: names.root) }
        }
        var record = MachineRecord(
            name: place.name, run: place.run, vmi: names.vmi(of: place.name), pid: place.pid, ready: fixture.ready,
            access: place.access)
        do throws(SeedError) {
            secrets = try vmi.addSeed(place)
        } catch {
            throw MachineError(.invalidInput, "\(error)")
        }
        if secrets.isEmpty { record.access = nil }
        self.record = record
        self.vmi = vmi
    }

    /// The first label of a name is a host's.
    private static func hostName(_ name: String) -> String? {
        name.split(separator: ".").first.map { String($0.prefix(63)) }
    }

    /// All but the record are the record's, so that the cluster collects what is left when it goes.
    mutating func own(by record: MadeObject) {
        guard let name = record.name, let uid = record.uid else { return }
        let owner = OwnerReference(apiVersion: Secret.apiVersion, kind: Secret.kind, name: name, uid: uid)
        vmi.metadata.ownerReferences = [owner]
        root?.metadata.ownerReferences = [owner]
        for index in secrets.indices { secrets[index].metadata.ownerReferences = [owner] }
    }
}

extension VirtualMachineInstance {
    /// Adds the fixture's disk, and a virtio disk in the first place unless the template lists one of that name.
    fileprivate mutating func addRoot(
        _ fill: (inout VirtualMachineInstanceSpec.Volume) -> Void
    ) throws(MachineError) {
        let name = FixtureImage.volume
        var volumes = spec.volumes ?? []
        if let index = volumes.firstIndex(where: { $0.name == name }) {
            throw .refused([
                StatusCause(
                    field: "spec.volumes[\(index)].name",
                    message:
                        "‘\(name)’ is the volume of the fixture's image, which is added by itself; call this one differently",
                    reason: .fieldValueInvalid)
            ])
        }
        var volume = VirtualMachineInstanceSpec.Volume(name: name)
        fill(&volume)
        volumes.append(volume)
        spec.volumes = volumes
        var disks = spec.domain.devices.disks ?? []
        if !disks.contains(where: { $0.name == name }) {
            disks.insert(.init(disk: .init(bus: .virtio), name: name), at: 0)
        }
        spec.domain.devices.disks = disks
    }
}
