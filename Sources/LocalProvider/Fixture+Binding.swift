import Fixtures
import KubeVirt
import Machines

extension Fixture {
    /// The machine that the fixture means on this host: with its image, a seed where one is needed, and all defaults.
    func bound(
        as name: String, to image: BootFiles, channel: GuestChannelKind?
    ) throws(RefusedField) -> VirtualMachineInstance {
        var machine = VirtualMachineInstance(metadata: template.metadata ?? ObjectMeta(), spec: template.spec)
        if machine.metadata.name == nil { machine.metadata.name = name }
        let offers = (try? Annotations(machine.metadata))?.hostOffers ?? []
        if needsLogin(channel ?? self.channel) || !offers.isEmpty { machine.addSeed() }
        if let kernel = image.kernel {
            var annotations = (try? Annotations(machine.metadata)) ?? Annotations()
            annotations.kernel = kernel
            annotations.initrd = image.initrd
            annotations.apply(to: &machine.metadata)
        }
        if let disk = image.disk {
            try RootDisk.bind(&machine, to: RootDisk.reference(to: self.name, digest: disk.digest))
        }
        return machine.withDefaults(host: .ofThisHost, podInterface: .masquerade)
    }

    /// Whether somebody is going to log in, or waits for cloud-init itself.
    private func needsLogin(_ channel: GuestChannelKind?) -> Bool {
        channel == .ssh || ready.contains(where: \.needsSeed)
    }

    /// Files and the domain are called after the machine.
    static func validate(name: String) throws(MachineError) {
        do throws(InvalidValue) {
            try ObjectName.validate(name)
        } catch {
            throw MachineError(.invalidInput, "the machine's name: \(error.message)")
        }
        guard name.utf8.count <= 63 else {
            throw MachineError(.invalidInput, "the machine's name has \(name.utf8.count) characters; 63 are allowed")
        }
    }
}

extension ReadyCondition {
    fileprivate var needsSeed: Bool {
        switch self {
        case .ssh, .cloudInit: true
        case .all(let group), .any(let group): group.of.contains(where: \.needsSeed)
        default: false
        }
    }
}

extension VirtualMachineInstance {
    /// Adds a seed that says nothing but what we add to every seed: keys, the name, what the host offers. One that the
    /// machine has already carries that too.
    fileprivate mutating func addSeed() {
        let volumes = spec.volumes ?? []
        guard !volumes.contains(where: { $0.cloudInitNoCloud != nil || $0.cloudInitConfigDrive != nil }) else { return }
        let name = volumes.contains { $0.name == "seed" } ? "mayfly-seed" : "seed"
        spec.volumes = volumes + [.init(cloudInitNoCloud: .init(userData: "#cloud-config\n{}\n"), name: name)]
        spec.domain.devices.disks = (spec.domain.devices.disks ?? []) + [.init(disk: .init(bus: .virtio), name: name)]
    }
}
