/// What describes a machine: a VirtualMachineInstance, a VirtualMachine by its template, or a template by itself.
///
/// Each method returns a changed copy and sets the fields that its comment names, no others, so that a machine reads like
/// a sentence and is a plain value all along:
///
///     let web = VirtualMachineInstance("web")
///         .cpus(2).memory(.gibibytes(2))
///         .containerDisk("quay.io/containerdisks/fedora:42", .bus(.virtio))
///         .cloudInit(userData: "#cloud-config\npackages: [nginx]\n")
///         .masquerade(ports: 80, 443)
///         .rng()
///
/// What no method says is said by ``with(_:)``.
public protocol MachineDescription: Sendable {
    /// Labels and annotations of the machine.
    var machineMetadata: ObjectMeta { get set }
    /// What the machine shall be.
    var machineSpec: VirtualMachineInstanceSpec { get set }
}

extension MachineDescription {
    /// The value with any change at all; for fields that have no method of their own.
    public func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }

    /// The value with a change of its spec.
    func changing(_ change: (inout VirtualMachineInstanceSpec) -> Void) -> Self {
        with { change(&$0.machineSpec) }
    }

    /// The value with a change of its devices.
    func changingDevices(_ change: (inout DomainSpec.Devices) -> Void) -> Self {
        with { change(&$0.machineSpec.domain.devices) }
    }
}

extension VirtualMachineInstance: MachineDescription {
    /// A machine of this name that says nothing else yet.
    public init(_ name: String) {
        self.init(metadata: ObjectMeta(name: name))
    }

    /// The machine's own metadata.
    public var machineMetadata: ObjectMeta {
        get { metadata }
        set { metadata = newValue }
    }

    /// The machine's own spec.
    public var machineSpec: VirtualMachineInstanceSpec {
        get { spec }
        set { spec = newValue }
    }
}

extension VirtualMachineInstanceTemplate: MachineDescription {
    /// The template's metadata.
    public var machineMetadata: ObjectMeta {
        get { metadata ?? ObjectMeta() }
        set { metadata = newValue }
    }

    /// The template's spec.
    public var machineSpec: VirtualMachineInstanceSpec {
        get { spec }
        set { spec = newValue }
    }
}

extension VirtualMachine: MachineDescription {
    /// Metadata of the template.
    public var machineMetadata: ObjectMeta {
        get { spec.template.machineMetadata }
        set { spec.template.metadata = newValue }
    }

    /// Spec of the template.
    public var machineSpec: VirtualMachineInstanceSpec {
        get { spec.template.spec }
        set { spec.template.spec = newValue }
    }
}

extension KubernetesObject {
    /// The object in a namespace: `metadata.namespace`.
    public func namespace(_ name: String) -> Self {
        var copy = self
        copy.metadata.namespace = name
        return copy
    }
}
