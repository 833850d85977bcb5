extension VirtualMachine {
    /// A virtual machine of this name that always runs and says nothing else yet.
    public init(_ name: String) {
        self.init(
            metadata: ObjectMeta(name: name), spec: VirtualMachineSpec(runStrategy: .always, template: .init()))
    }

    /// A virtual machine of an instance's name, namespace and description that always runs.
    public init(of instance: VirtualMachineInstance) {
        let (labels, annotations) = (instance.metadata.labels, instance.metadata.annotations)
        let metadata = labels == nil && annotations == nil ? nil : ObjectMeta(annotations: annotations, labels: labels)
        self.init(
            metadata: ObjectMeta(name: instance.metadata.name, namespace: instance.metadata.namespace),
            spec: VirtualMachineSpec(
                runStrategy: .always, template: .init(metadata: metadata, spec: instance.spec)))
    }

    /// When it runs: `spec.runStrategy`.
    public func running(_ strategy: VirtualMachineSpec.RunStrategy) -> Self {
        with { ($0.spec.runStrategy, $0.spec.running) = (strategy, nil) }
    }

    /// The instancetype that says its size: `spec.instancetype`; the cluster's, or its namespace's own.
    public func instancetype(_ name: String, of owner: InstancetypeOwner = .cluster) -> Self {
        let kind = owner == .cluster ? nil : "VirtualMachineInstancetype"
        return with { $0.spec.instancetype = .init(kind: kind, name: name) }
    }

    /// The preference that says what its guest likes: `spec.preference`; the cluster's, or its namespace's own.
    public func preference(_ name: String, of owner: InstancetypeOwner = .cluster) -> Self {
        let kind = owner == .cluster ? nil : "VirtualMachinePreference"
        return with { $0.spec.preference = .init(kind: kind, name: name) }
    }

    /// Instancetype and preference are those that a volume's labels name: `inferFromVolume` of both.
    public func inferringInstancetype(fromVolume name: String) -> Self {
        with {
            $0.spec.instancetype = .init(inferFromVolume: name)
            $0.spec.preference = .init(inferFromVolume: name)
        }
    }

    /// A disk to fill with the machine: `spec.dataVolumeTemplates`, and a volume of it.
    public func dataVolume(_ name: String, filledBy spec: DataVolumeSpec, _ options: DiskOption...) -> Self {
        dataVolume(name, .with { disk in for option in options { option.change(&disk) } }).with {
            $0.spec.dataVolumeTemplates =
                ($0.spec.dataVolumeTemplates ?? []) + [.init(metadata: ObjectMeta(name: name), spec: spec)]
        }
    }
}

/// Whose an instancetype or a preference is.
public enum InstancetypeOwner: Sendable, Hashable {
    /// Everybody's.
    case cluster
    /// The machine's namespace's.
    case namespace
}
