extension MachineDescription {
    /// A label of the machine: `metadata.labels`.
    public func label(_ key: String, _ value: String) -> Self {
        with { $0.machineMetadata.labels = ($0.machineMetadata.labels ?? [:]).merging([key: value]) { $1 } }
    }

    /// An annotation of the machine: `metadata.annotations`.
    public func annotation(_ key: String, _ value: String) -> Self {
        with { $0.machineMetadata.annotations = ($0.machineMetadata.annotations ?? [:]).merging([key: value]) { $1 } }
    }

    /// The host name that the guest is told: `hostname`.
    public func hostname(_ name: String) -> Self {
        changing { $0.hostname = name }
    }

    /// The instruction set: `architecture`.
    public func architecture(_ architecture: Architecture) -> Self {
        changing { $0.architecture = architecture }
    }

    /// QEMU's machine type: `domain.machine.type`.
    public func machineType(_ type: DomainSpec.MachineType) -> Self {
        changing { $0.domain.machine = DomainSpec.Machine(type: type.rawValue) }
    }

    /// How far the network reaches: the annotation `mayfly.dev/network-policy`.
    public func network(_ policy: NetworkPolicy) -> Self {
        annotation(Annotations.networkPolicyKey, policy.rawValue)
    }

    /// A kernel on the host's disk, booted directly: the annotations `mayfly.dev/kernel` and `mayfly.dev/initrd`.
    public func hostKernel(_ path: String, initrd: String? = nil) -> Self {
        let kernel = annotation(Annotations.kernelKey, path)
        return initrd.map { kernel.annotation(Annotations.initrdKey, $0) } ?? kernel
    }

    /// Seconds that the guest gets to shut down: `terminationGracePeriodSeconds`; parts of a second are left out.
    public func terminationGracePeriod(_ duration: Duration) -> Self {
        changing { $0.terminationGracePeriodSeconds = duration.components.seconds }
    }

    /// What happens when the machine's node is drained: `evictionStrategy`.
    public func evictionStrategy(_ strategy: VirtualMachineInstanceSpec.EvictionStrategy) -> Self {
        changing { $0.evictionStrategy = strategy }
    }

    /// The machine starts paused: `startStrategy`.
    public func paused() -> Self {
        changing { $0.startStrategy = "Paused" }
    }

    /// A label that the machine's node must have: `nodeSelector`; clusters only.
    public func node(_ key: String, _ value: String) -> Self {
        changing { $0.nodeSelector = ($0.nodeSelector ?? [:]).merging([key: value]) { $1 } }
    }
}
