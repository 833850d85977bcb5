import Spelling

/// Where a VirtualMachine's instancetype and preference are looked up: documents that are given, and the common ones.
public struct InstancetypeCatalog: Sendable {
    /// The common ones alone.
    public static let common = InstancetypeCatalog()

    /// What a name means where it belongs to a namespace.
    private struct Key: Hashable {
        var namespace: String
        var name: String

        init(_ namespace: String?, _ name: String) {
            self.namespace = namespace ?? "default"
            self.name = name
        }

        init(_ metadata: ObjectMeta) {
            self.init(metadata.namespace, metadata.name ?? "")
        }
    }

    /// A stored copy of an instancetype or a preference: what a cluster keeps for a machine that it started.
    private struct Revision<Spec: Sendable>: Sendable {
        /// Name of what was copied.
        var name: String
        var spec: Spec
    }

    private var instancetypes: [Key: VirtualMachineInstancetypeSpec] = [:]
    private var clusterInstancetypes: [String: VirtualMachineInstancetypeSpec]
    private var preferences: [Key: VirtualMachinePreferenceSpec] = [:]
    private var clusterPreferences: [String: VirtualMachinePreferenceSpec]
    private var instancetypeRevisions: [Key: Revision<VirtualMachineInstancetypeSpec>] = [:]
    private var preferenceRevisions: [Key: Revision<VirtualMachinePreferenceSpec>] = [:]
    /// Claims, disks and snapshots whose labels name an instancetype or a preference.
    public var volumes: [VolumeReference: VolumeOrigin] = [:]

    /// A catalog with the common instancetypes and preferences, or an empty one.
    public init(common: Bool = true) {
        clusterInstancetypes = common ? CommonInstancetypes.specs : [:]
        clusterPreferences = common ? CommonPreferences.specs : [:]
    }

    /// Adds an instancetype of a namespace.
    public mutating func add(_ object: VirtualMachineInstancetype) {
        instancetypes[Key(object.metadata)] = object.spec
    }

    /// Adds an instancetype of the whole cluster; it takes the place of a common one of its name.
    public mutating func add(_ object: VirtualMachineClusterInstancetype) {
        clusterInstancetypes[object.metadata.name ?? ""] = object.spec
    }

    /// Adds a preference of a namespace.
    public mutating func add(_ object: VirtualMachinePreference) {
        preferences[Key(object.metadata)] = object.spec
    }

    /// Adds a preference of the whole cluster; it takes the place of a common one of its name.
    public mutating func add(_ object: VirtualMachineClusterPreference) {
        clusterPreferences[object.metadata.name ?? ""] = object.spec
    }

    /// Adds an object of any kind; one that says nothing of instancetypes, preferences or volumes is passed over.
    public mutating func add(_ object: any KubernetesObject) {
        switch object {
        case let object as VirtualMachineInstancetype: add(object)
        case let object as VirtualMachineClusterInstancetype: add(object)
        case let object as VirtualMachinePreference: add(object)
        case let object as VirtualMachineClusterPreference: add(object)
        case let object as DataVolume:
            let reference = VolumeReference(.dataVolume, object.metadata.name ?? "", in: object.metadata.namespace)
            volumes[reference] = VolumeOrigin(object)
        case let object as DataSource:
            let reference = VolumeReference(.dataSource, object.metadata.name ?? "", in: object.metadata.namespace)
            volumes[reference] = VolumeOrigin(object)
        default: break
        }
    }

    /// Adds a stored copy that `spec.instancetype.revisionName` may name.
    public mutating func add(revision: String, in namespace: String? = nil, of object: VirtualMachineInstancetype) {
        instancetypeRevisions[Key(namespace, revision)] = Revision(name: object.metadata.name ?? "", spec: object.spec)
    }

    /// Adds a stored copy that `spec.preference.revisionName` may name.
    public mutating func add(revision: String, in namespace: String? = nil, of object: VirtualMachinePreference) {
        preferenceRevisions[Key(namespace, revision)] = Revision(name: object.metadata.name ?? "", spec: object.spec)
    }
}

extension InstancetypeCatalog {
    /// The instancetype that a machine names: a stored copy, its namespace's own, or the cluster's; nil when it names none.
    public func instancetype(of machine: VirtualMachine) throws(ExpansionError) -> VirtualMachineInstancetypeSpec? {
        guard let matcher = machine.spec.instancetype else { return nil }
        let named = Named(
            field: "spec.instancetype", what: "instancetype", name: matcher.name, kind: matcher.kind,
            revision: matcher.revisionName, stored: machine.status?.instancetypeRef?.controllerRevisionRef?.name)
        return try named.find(
            in: machine.metadata.namespace, revisions: instancetypeRevisions, own: instancetypes,
            cluster: clusterInstancetypes)
    }

    /// The preference that a machine names, looked up as its instancetype is; nil when it names none.
    public func preference(of machine: VirtualMachine) throws(ExpansionError) -> VirtualMachinePreferenceSpec? {
        guard let matcher = machine.spec.preference else { return nil }
        let named = Named(
            field: "spec.preference", what: "preference", name: matcher.name, kind: matcher.kind,
            revision: matcher.revisionName, stored: machine.status?.preferenceRef?.controllerRevisionRef?.name)
        return try named.find(
            in: machine.metadata.namespace, revisions: preferenceRevisions, own: preferences,
            cluster: clusterPreferences)
    }

    /// How a machine names what it wants.
    private struct Named {
        var field: String
        var what: String
        var name: String?
        var kind: String?
        var revision: String?
        /// The copy that a cluster says it started the machine with.
        var stored: String?

        func find<Spec>(
            in namespace: String?, revisions: [Key: Revision<Spec>], own: [Key: Spec], cluster: [String: Spec]
        ) throws(ExpansionError) -> Spec {
            if let revision, !revision.isEmpty {
                if let found = revisions[Key(namespace, revision)] { return found.spec }
                throw missing("revisionName", revision, of: "stored \(what)", revisions.keys.map(\.name))
            }
            let name = name ?? ""
            // A copy that is not at hand is no loss while the name still means something.
            if let stored, let found = revisions[Key(namespace, stored)], found.name == name { return found.spec }
            switch InstancetypeScope(kind: kind, what: what) {
            case .namespace:
                if let found = own[Key(namespace, name)] { return found }
                let known = own.keys.filter { $0.namespace == Key(namespace, "").namespace }.map(\.name)
                throw missing("name", name, of: what, known, in: namespace)
            case .cluster:
                if let found = cluster[name] { return found }
                throw missing("name", name, of: "cluster \(what)", cluster.keys.sorted())
            case nil:
                throw ExpansionError(
                    .init(
                        field: field + ".kind",
                        message: "unknown kind ‘\(kind ?? "")’; write VirtualMachine\(what.capitalizedWord) or "
                            + "VirtualMachineCluster\(what.capitalizedWord), or leave it out",
                        reason: .fieldValueNotSupported))
            }
        }

        private func missing(
            _ word: String, _ name: String, of what: String, _ known: [String], in namespace: String? = nil
        ) -> ExpansionError {
            let place = namespace.map { " in namespace ‘\($0)’" } ?? ""
            let hint =
                suggestion(for: name, among: known.sorted()).map { "did you mean ‘\($0)’?" }
                ?? "give its document in the same call, or name one that is there"
            return ExpansionError(
                .init(
                    field: "\(field).\(word)", message: "there is no \(what) ‘\(name)’\(place); \(hint)",
                    reason: .fieldValueNotFound))
        }
    }
}

/// Whether a name is a namespace's or the cluster's.
enum InstancetypeScope {
    case namespace, cluster

    /// Nil for a kind that is neither. KubeVirt takes singular and plural in any case, and none for the cluster's.
    init?(kind: String?, what: String) {
        switch (kind ?? "").lowercased() {
        case "", "virtualmachinecluster\(what)", "virtualmachinecluster\(what)s": self = .cluster
        case "virtualmachine\(what)", "virtualmachine\(what)s": self = .namespace
        default: return nil
        }
    }
}

extension String {
    fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
