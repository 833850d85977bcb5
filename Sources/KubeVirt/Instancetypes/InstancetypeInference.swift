/// Something that keeps a volume's data, by its name.
public struct VolumeReference: Sendable, Hashable {
    /// Kinds of what keeps data.
    public enum Kind: String, Sendable, Hashable {
        /// A claim of storage.
        case persistentVolumeClaim = "PersistentVolumeClaim"
        /// A disk that the importer fills.
        case dataVolume = "DataVolume"
        /// A name for a disk to clone.
        case dataSource = "DataSource"
        /// A snapshot of a claim.
        case volumeSnapshot = "VolumeSnapshot"

        /// Whether only its own labels can be asked.
        fileprivate var isLast: Bool { self == .persistentVolumeClaim || self == .volumeSnapshot }
    }

    /// What it is.
    public var kind: Kind
    /// Its name.
    public var name: String
    /// Its namespace.
    public var namespace: String

    /// The object of this kind and name; the namespace is `default` unless given.
    public init(_ kind: Kind, _ name: String, in namespace: String? = nil) {
        self.kind = kind
        self.name = name
        self.namespace = namespace ?? "default"
    }
}

/// What is known of a volume's data: labels that may name an instancetype or a preference, and where it came from.
public struct VolumeOrigin: Sendable, Hashable {
    /// Labels of the object.
    public var labels: [String: String]
    /// What the data was copied from; nil when that cannot be asked.
    public var source: VolumeReference?

    /// What is known of an object.
    public init(labels: [String: String] = [:], source: VolumeReference? = nil) {
        self.labels = labels
        self.source = source
    }

    /// What is known of a disk that the importer fills.
    public init(_ object: DataVolume) {
        self.init(
            labels: object.metadata.labels ?? [:], source: object.spec.origin(in: object.metadata.namespace))
    }

    /// What is known of a name for a disk.
    public init(_ object: DataSource) {
        let source = object.spec.source
        self.init(
            labels: object.metadata.labels ?? [:],
            source: source.pvc.map { VolumeReference(.persistentVolumeClaim, $0.name, in: $0.namespace) }
                ?? source.snapshot.map { VolumeReference(.volumeSnapshot, $0.name, in: $0.namespace) })
    }
}

extension DataVolumeSpec {
    /// What a disk is copied from, as far as its labels can be asked.
    func origin(in namespace: String?) -> VolumeReference? {
        if let claim = source?.pvc { return VolumeReference(.persistentVolumeClaim, claim.name, in: claim.namespace) }
        if let snapshot = source?.snapshot {
            return VolumeReference(.volumeSnapshot, snapshot.name, in: snapshot.namespace)
        }
        guard let sourceRef, sourceRef.kind == "DataSource" else { return nil }
        return VolumeReference(.dataSource, sourceRef.name, in: sourceRef.namespace ?? namespace)
    }
}

extension VirtualMachine {
    /// The machine with the names of instancetype and preference that the labels of its volumes tell.
    ///
    /// Where `inferFromVolumeFailurePolicy` is `Ignore`, a volume that tells nothing clears the matcher; an instancetype
    /// that it tells takes the place of the machine's memory. The lookup says what is known of an object; nil when there
    /// is none.
    public func inferringMatchers(
        from lookup: (VolumeReference) -> VolumeOrigin?
    ) throws(ExpansionError) -> VirtualMachine {
        var machine = self
        if let matcher = spec.instancetype, let volume = matcher.inferFromVolume, !volume.isEmpty {
            let ignores = matcher.inferFromVolumeFailurePolicy == "Ignore"
            let inference = Inference(field: "spec.instancetype", label: "instancetype", volume: volume, machine: self)
            let found = try inference.matcher(ignores: ignores, lookup)
            machine.spec.instancetype = found.map { .init(kind: $0.kind, name: $0.name) }
            if found != nil, ignores { machine.spec.template.spec.domain.memory = nil }
        }
        if let matcher = spec.preference, let volume = matcher.inferFromVolume, !volume.isEmpty {
            let ignores = matcher.inferFromVolumeFailurePolicy == "Ignore"
            let inference = Inference(field: "spec.preference", label: "preference", volume: volume, machine: self)
            let found = try inference.matcher(ignores: ignores, lookup)
            machine.spec.preference = found.map { .init(kind: $0.kind, name: $0.name) }
        }
        return machine
    }
}

/// The way from a volume's name to a label.
private struct Inference {
    var field: String
    /// `instancetype` or `preference`.
    var label: String
    var volume: String
    var machine: VirtualMachine

    typealias Lookup = (VolumeReference) -> VolumeOrigin?
    typealias Matcher = (name: String, kind: String?)

    /// What a volume's labels name; nil when they name nothing and that is to be ignored.
    func matcher(ignores: Bool, _ lookup: Lookup) throws(ExpansionError) -> Matcher? {
        guard let volume = (machine.spec.template.spec.volumes ?? []).first(where: { $0.name == volume }) else {
            throw failure("there is no volume ‘\(volume)’")
        }
        let namespace = machine.metadata.namespace
        if let claim = volume.persistentVolumeClaim {
            return try follow(VolumeReference(.persistentVolumeClaim, claim.claimName, in: namespace), ignores, lookup)
        }
        guard let name = volume.dataVolume?.name else {
            return try nothing(
                "volume ‘\(volume.name)’ is neither a claim nor a DataVolume, so it has no labels", ignores)
        }
        if let template = machine.spec.dataVolumeTemplates?.first(where: { $0.metadata?.name == name }) {
            // The labels of a template do not count in KubeVirt.
            return try follow(source: template.spec.origin(in: namespace), of: "DataVolume ‘\(name)’", ignores, lookup)
        }
        let disk = VolumeReference(.dataVolume, name, in: namespace)
        // A filled disk may have been tidied away: its claim has its name.
        let claim = VolumeReference(.persistentVolumeClaim, name, in: namespace)
        return try follow(lookup(disk) == nil ? claim : disk, ignores, lookup)
    }

    private func follow(
        _ reference: VolumeReference, _ ignores: Bool, _ lookup: Lookup
    ) throws(ExpansionError) -> Matcher? {
        guard let origin = lookup(reference) else {
            throw failure("there is no \(reference.kind.rawValue) ‘\(reference.name)’ to look for labels")
        }
        let prefix = "instancetype.kubevirt.io/default-" + label
        if let name = origin.labels[prefix] { return (name, origin.labels[prefix + "-kind"]) }
        let owner = "\(reference.kind.rawValue) ‘\(reference.name)’"
        guard !reference.kind.isLast else { return try nothing("\(owner) has no label \(prefix)", ignores) }
        // A name for a disk leads to a claim or a snapshot and no further; a circle of names would lead nowhere.
        let isCircle = reference.kind == .dataSource && origin.source?.kind.isLast == false
        return try follow(source: isCircle ? nil : origin.source, of: owner, ignores, lookup)
    }

    private func follow(
        source: VolumeReference?, of owner: String, _ ignores: Bool, _ lookup: Lookup
    ) throws(ExpansionError) -> Matcher? {
        guard let source, source.kind != .dataVolume else {
            return try nothing("\(owner) comes from nothing that has labels", ignores)
        }
        return try follow(source, ignores, lookup)
    }

    private func nothing(_ message: String, _ ignores: Bool) throws(ExpansionError) -> Matcher? {
        if ignores { return nil }
        throw failure(message)
    }

    private func failure(_ message: String) -> ExpansionError {
        ExpansionError(
            .init(
                field: field + ".inferFromVolume", message: message + "; name the \(label) in \(field).name instead",
                reason: .fieldValueNotFound))
    }
}
