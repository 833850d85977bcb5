extension CustomResource {
    /// Every kind that has a Swift type, with the names and columns that KubeVirt and CDI give it.
    package static let all: [CustomResource] = machines + instancetypes + snapshots + storage

    private static let machines = [
        CustomResource(
            type: VirtualMachine.self, plural: "virtualmachines", shortNames: ["vm", "vms"], versions: core,
            columns: [
                age, Column(name: "Status", type: "string", jsonPath: ".status.printableStatus"), condition("Ready"),
            ], subresources: [.status]),
        // No status subresource: controllers patch the object itself.
        CustomResource(
            type: VirtualMachineInstance.self, plural: "virtualmachineinstances", shortNames: ["vmi", "vmis"],
            versions: core,
            columns: [
                age, phase, Column(name: "IP", type: "string", jsonPath: ".status.interfaces[0].ipAddress"),
                Column(name: "NodeName", type: "string", jsonPath: ".status.nodeName"), condition("Ready"),
                condition("LiveMigratable", name: "Live-Migratable", priority: 1), condition("Paused", priority: 1),
            ]),
        CustomResource(
            type: VirtualMachineInstancePreset.self, plural: "virtualmachineinstancepresets",
            shortNames: ["vmipreset", "vmipresets"],
            versions: [
                Version(name: "v1", deprecation: "presets are deprecated; use instance types and preferences"),
                Version(
                    name: "v1alpha3", isStored: true,
                    deprecation: "presets are deprecated; use instance types and preferences"),
            ]),
        CustomResource(
            type: VirtualMachineInstanceReplicaSet.self, plural: "virtualmachineinstancereplicasets",
            shortNames: ["vmirs", "vmirss"], versions: core, columns: replicas, subresources: [.scale, .status]),
        CustomResource(
            type: VirtualMachineInstanceMigration.self, plural: "virtualmachineinstancemigrations",
            shortNames: ["vmim", "vmims"], versions: core,
            columns: [phase, Column(name: "VMI", type: "string", jsonPath: ".spec.vmiName")], subresources: [.status]),
        CustomResource(
            type: VirtualMachinePool.self, plural: "virtualmachinepools", shortNames: ["vmpool", "vmpools"],
            versions: beta(after: "v1alpha1"), columns: replicas, subresources: [.scale, .status]),
        CustomResource(
            type: MigrationPolicy.self, plural: "migrationpolicies", isNamespaced: false, isInAll: false,
            versions: [Version(name: "v1alpha1", isStored: true)], subresources: [.status]),
    ]

    private static let instancetypes = [
        CustomResource(
            type: VirtualMachineInstancetype.self, plural: "virtualmachineinstancetypes",
            shortNames: ["vminstancetype", "vminstancetypes", "vmf", "vmfs"], versions: beta()),
        CustomResource(
            type: VirtualMachineClusterInstancetype.self, plural: "virtualmachineclusterinstancetypes",
            shortNames: ["vmclusterinstancetype", "vmclusterinstancetypes", "vmcf", "vmcfs"], isNamespaced: false,
            isInAll: false, versions: beta()),
        CustomResource(
            type: VirtualMachinePreference.self, plural: "virtualmachinepreferences",
            shortNames: ["vmpref", "vmprefs", "vmp", "vmps"], versions: beta()),
        CustomResource(
            type: VirtualMachineClusterPreference.self, plural: "virtualmachineclusterpreferences",
            shortNames: ["vmcp", "vmcps"], isNamespaced: false, isInAll: false, versions: beta()),
    ]

    private static let snapshots = [
        CustomResource(
            type: VirtualMachineSnapshot.self, plural: "virtualmachinesnapshots",
            shortNames: ["vmsnapshot", "vmsnapshots"], versions: beta(after: "v1alpha1"),
            columns: source + [phase] + readiness, subresources: [.status]),
        CustomResource(
            type: VirtualMachineSnapshotContent.self, plural: "virtualmachinesnapshotcontents",
            shortNames: ["vmsnapshotcontent", "vmsnapshotcontents"], versions: beta(after: "v1alpha1"),
            columns: readiness, subresources: [.status]),
        CustomResource(
            type: VirtualMachineRestore.self, plural: "virtualmachinerestores",
            shortNames: ["vmrestore", "vmrestores"], versions: beta(after: "v1alpha1"),
            columns: [
                Column(name: "TargetKind", type: "string", jsonPath: ".spec.target.kind"),
                Column(name: "TargetName", type: "string", jsonPath: ".spec.target.name"),
                Column(name: "Complete", type: "boolean", jsonPath: ".status.complete"),
                Column(name: "RestoreTime", type: "date", jsonPath: ".status.restoreTime"),
            ], subresources: [.status]),
        CustomResource(
            type: VirtualMachineClone.self, plural: "virtualmachineclones", shortNames: ["vmclone", "vmclones"],
            versions: beta(after: "v1alpha1"),
            columns: [
                phase, Column(name: "SourceVirtualMachine", type: "string", jsonPath: ".spec.source.name"),
                Column(name: "TargetVirtualMachine", type: "string", jsonPath: ".spec.target.name"),
            ], subresources: [.status]),
        CustomResource(
            type: VirtualMachineExport.self, plural: "virtualmachineexports", shortNames: ["vmexport", "vmexports"],
            versions: [
                Version(name: "v1", isStored: true),
                Version(name: "v1beta1", deprecation: "export.kubevirt.io/v1beta1 is deprecated; use v1"),
            ], columns: source + [phase], subresources: [.status]),
    ]

    private static let storage = [
        CustomResource(
            type: DataVolume.self, plural: "datavolumes", shortNames: ["dv", "dvs"], versions: beta(),
            columns: [
                phase, Column(name: "Progress", type: "string", jsonPath: ".status.progress"),
                Column(name: "Restarts", type: "integer", jsonPath: ".status.restartCount"), age,
            ], subresources: [.status]),
        CustomResource(type: DataSource.self, plural: "datasources", shortNames: ["das"], versions: beta()),
    ]

    private static let core = [
        Version(name: "v1", isStored: true),
        Version(name: "v1alpha3", deprecation: "kubevirt.io/v1alpha3 is deprecated; use v1"),
    ]

    private static func beta(after older: String...) -> [Version] {
        [Version(name: "v1beta1", isStored: true)] + older.map { Version(name: $0) }
    }

    private static let age = Column(name: "Age", type: "date", jsonPath: ".metadata.creationTimestamp")
    private static let phase = Column(name: "Phase", type: "string", jsonPath: ".status.phase")

    private static let replicas = [
        Column(name: "Desired", type: "integer", jsonPath: ".spec.replicas"),
        Column(name: "Current", type: "integer", jsonPath: ".status.replicas"),
        Column(name: "Ready", type: "integer", jsonPath: ".status.readyReplicas"), age,
    ]

    private static let source = [
        Column(name: "SourceKind", type: "string", jsonPath: ".spec.source.kind"),
        Column(name: "SourceName", type: "string", jsonPath: ".spec.source.name"),
    ]

    private static let readiness = [
        Column(name: "ReadyToUse", type: "boolean", jsonPath: ".status.readyToUse"),
        Column(name: "CreationTime", type: "date", jsonPath: ".status.creationTime"),
        Column(name: "Error", type: "string", jsonPath: ".status.error.message"),
    ]

    private static func condition(_ type: String, name: String? = nil, priority: Int? = nil) -> Column {
        Column(
            name: name ?? type, type: "string", jsonPath: ".status.conditions[?(@.type=='\(type)')].status",
            priority: priority)
    }
}
