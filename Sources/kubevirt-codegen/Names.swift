/// Where each type of the schema lives in Swift.
///
/// Kinds, and the specs and statuses of kinds, stand at the top. What only they use is nested in them, so that `Disk`,
/// `Network` or `Clock` do not take these words from everybody who imports the module.
struct Names {
    /// A type that others are nested in.
    fileprivate struct Home: Sendable {
        var definition: String
        var name: String
        /// What the names of nested types need not say again.
        var prefixes: [String] = []
    }

    private static let core = "k8s.io.api.core.v1."
    private static let meta = "k8s.io.apimachinery.pkg.apis.meta.v1."

    /// In this order: a type lives with the first that leans on it.
    private static let homes: [Home] =
        [
            Home(definition: "v1.DomainSpec", name: "DomainSpec"),
            Home(
                definition: "v1.VirtualMachineInstanceSpec", name: "VirtualMachineInstanceSpec",
                prefixes: ["VirtualMachineInstance"]),
            Home(
                definition: "v1.VirtualMachineInstanceStatus", name: "VirtualMachineInstanceStatus",
                prefixes: ["VirtualMachineInstance"]),
            Home(definition: "v1beta1.DataVolumeSpec", name: "DataVolumeSpec", prefixes: ["DataVolume"]),
            Home(definition: "v1.VirtualMachineSpec", name: "VirtualMachineSpec", prefixes: ["VirtualMachine"]),
            Home(definition: "v1.VirtualMachineStatus", name: "VirtualMachineStatus", prefixes: ["VirtualMachine"]),
        ] + kinds.flatMap { kind in kind.parts }

    /// The kinds that are generated.
    static let kinds: [Kind] = [
        Kind("v1.VirtualMachineInstance", "kubevirt.io"),
        Kind("v1.VirtualMachine", "kubevirt.io"),
        Kind("v1.VirtualMachineInstancePreset", "kubevirt.io"),
        Kind("v1.VirtualMachineInstanceReplicaSet", "kubevirt.io"),
        Kind("v1.VirtualMachineInstanceMigration", "kubevirt.io"),
        Kind("v1beta1.VirtualMachinePool", "pool.kubevirt.io"),
        Kind("v1alpha1.MigrationPolicy", "migrations.kubevirt.io"),
        Kind("v1beta1.VirtualMachineInstancetype", "instancetype.kubevirt.io"),
        Kind("v1beta1.VirtualMachineClusterInstancetype", "instancetype.kubevirt.io"),
        Kind("v1beta1.VirtualMachinePreference", "instancetype.kubevirt.io"),
        Kind("v1beta1.VirtualMachineClusterPreference", "instancetype.kubevirt.io"),
        Kind("v1beta1.VirtualMachineSnapshot", "snapshot.kubevirt.io"),
        Kind("v1beta1.VirtualMachineSnapshotContent", "snapshot.kubevirt.io"),
        Kind("v1beta1.VirtualMachineRestore", "snapshot.kubevirt.io"),
        Kind("v1beta1.VirtualMachineClone", "clone.kubevirt.io"),
        Kind("v1.VirtualMachineExport", "export.kubevirt.io"),
        Kind("v1beta1.DataVolume", "cdi.kubevirt.io"),
        Kind("v1beta1.DataSource", "cdi.kubevirt.io"),
    ]

    /// A kind of object, with its group.
    struct Kind: Sendable {
        var definition: String
        var group: String

        init(_ definition: String, _ group: String) {
            self.definition = definition
            self.group = group
        }

        private var words: [Substring] { definition.split(separator: ".") }
        var name: String { String(words[1]) }
        var apiVersion: String { "\(group)/\(words[0])" }

        fileprivate var parts: [Home] {
            ["Spec", "Status"].map {
                Home(definition: definition + $0, name: name + $0, prefixes: [name, "VirtualMachine"])
            }
        }
    }

    /// Names that are ours rather than the schema's; two of one name are one type.
    private static let renamed = [
        "v1.VirtualMachineInstanceTemplateSpec": "VirtualMachineInstanceTemplate",
        "v1.DHCPPrivateOptions": "DomainSpec.DHCPPrivateOption",
        "v1.CloudInitNoCloudSource": "VirtualMachineInstanceSpec.CloudInitSource",
        "v1.CloudInitConfigDriveSource": "VirtualMachineInstanceSpec.CloudInitSource",
        "k8s.io.apimachinery.pkg.api.resource.Quantity": "Quantity",
        meta + "LabelSelectorRequirement": "LabelSelector.Requirement",
        meta + "ManagedFieldsEntry": "ObjectMeta.ManagedFieldsEntry",
    ]

    /// Written by hand.
    static let byHand: Set<String> = ["k8s.io.apimachinery.pkg.api.resource.Quantity"]

    /// Swift's name of each definition that is generated, by the schema's.
    private(set) var swift: [String: String] = [:]

    init(_ schema: Schema) {
        for kind in Self.kinds { swift[kind.definition] = kind.name }
        for home in Self.homes where schema.definitions[home.definition] != nil {
            swift[home.definition] = home.name
        }
        for home in Self.homes {
            for name in schema.reachable(from: home.definition) where swift[name] == nil {
                swift[name] = Self.renamed[name] ?? Self.name(name, in: home)
            }
        }
        for kind in Self.kinds {
            for name in schema.reachable(from: kind.definition) where swift[name] == nil {
                swift[name] = Self.renamed[name] ?? Self.name(name, in: Home(definition: "", name: kind.name))
            }
        }
    }

    /// The folder of a type's file: that of its kind.
    static func folder(of name: String) -> String {
        let top = String(name.split(separator: ".")[0])
        if ["LabelSelector", "ObjectMeta", "OwnerReference"].contains(top) { return "Meta" }
        if top == "DomainSpec" || top == "Core" { return top }
        return kinds.map(\.name).first { [$0, $0 + "Spec", $0 + "Status", $0 + "Template"].contains(top) } ?? top
    }

    private static func name(_ definition: String, in home: Home) -> String {
        if definition.hasPrefix(core) { return "Core." + definition.dropFirst(core.count) }
        if definition.hasPrefix(meta) { return String(definition.dropFirst(meta.count)) }
        let plain = String(definition.split(separator: ".").last ?? "")
        let prefix = home.prefixes.first { plain.hasPrefix($0) && isWord(plain.dropFirst($0.count)) } ?? ""
        return home.name + "." + plain.dropFirst(prefix.count)
    }

    /// Whether what is left of a name is one still: `Spec` alone would say nothing.
    private static func isWord(_ rest: Substring) -> Bool {
        rest.first?.isUppercase == true && rest != "TemplateSpec"
    }
}
