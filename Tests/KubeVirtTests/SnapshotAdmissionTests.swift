import KubeVirt
import Testing

@Suite struct SnapshotAdmissionTests {
    private typealias Reference = Core.TypedLocalObjectReference
    private static let machine = Core.TypedLocalObjectReference(
        apiGroup: "kubevirt.io", kind: "VirtualMachine", name: "vm")
    private let off = ClusterConfiguration(disabledFeatureGates: [.snapshot])

    @Test("snapshots and what is made of them are of virtual machines, and behind one gate")
    func references() {
        let references: [(Core.TypedLocalObjectReference, String?)] = [
            (Self.machine, nil), (Reference(kind: "VirtualMachine", name: "vm"), "NotFound %.apiGroup"),
            (Reference(apiGroup: "x", kind: "VirtualMachine", name: "vm"), "Invalid %.apiGroup"),
            (Reference(apiGroup: "kubevirt.io", kind: "Pod", name: "vm"), "Invalid %.kind"),
        ]
        for (reference, verdict) in references {
            let snapshot = VirtualMachineSnapshot(spec: .init(source: reference))
            let restore = VirtualMachineRestore(spec: .init(target: reference, virtualMachineSnapshotName: "s"))
            func expected(_ place: String) -> Set<String> {
                Set([verdict].compactMap { $0?.split(separator: "%").joined(separator: place) })
            }
            #expect(snapshot.admission().verdicts == expected("spec.source"))
            #expect(restore.admission().verdicts == expected("spec.target"))
            #expect(snapshot.admission(under: off).verdicts == [" -"])
            #expect(restore.admission(under: off).verdicts == [" -"])
        }
    }

    @Test("a restored machine's patches, volumes and policies are sound")
    func restore() {
        func found(_ change: (inout VirtualMachineRestoreSpec) -> Void) -> Set<String> {
            var spec = VirtualMachineRestoreSpec(target: Self.machine, virtualMachineSnapshotName: "s")
            change(&spec)
            return VirtualMachineRestore(spec: spec).admission().verdicts
        }
        for path in ["/spec/running", "/metadata/labels/a", "/metadata/annotations/a"] {
            #expect(found { $0.patches = [#"{"op": "replace", "path": "\#(path)", "value": "x"}"#] }.isEmpty)
        }
        #expect(found { $0.patches = [#"{"op": "remove", "path": "/metadata/name"}"#] } == ["Invalid spec.patches"])
        #expect(found { $0.patches = [#"{"op": "add", "value": "a:b"}"#] } == ["Invalid spec.patches"])
        let overrides = "spec.volumeRestoreOverrides[0]"
        #expect(found { $0.volumeRestoreOverrides = [.init(restoreName: "r", volumeName: "v")] }.isEmpty)
        #expect(found { $0.volumeRestoreOverrides = [.init(labels: [:], volumeName: "v")] }.isEmpty)
        #expect(
            found { $0.volumeRestoreOverrides = [.init()] } == [
                "Required \(overrides).volumeName", "Required \(overrides)",
            ]
        )
        for policy in ["InPlace", "RandomizeNames", "PrefixTargetName"] {
            #expect(found { $0.volumeRestorePolicy = policy }.isEmpty)
        }
        #expect(found { $0.volumeRestorePolicy = "x" } == ["Invalid spec.volumeRestorePolicy"])
        for policy in ["Vm", "None"] { #expect(found { $0.volumeOwnershipPolicy = policy }.isEmpty) }
        #expect(found { $0.volumeOwnershipPolicy = "x" } == ["Invalid spec.volumeOwnershipPolicy"])
    }

    private func clone(
        _ configuration: ClusterConfiguration = .init(), _ change: (inout VirtualMachineCloneSpec) -> Void
    ) -> Set<String> {
        var spec = VirtualMachineCloneSpec(source: Self.machine)
        change(&spec)
        return VirtualMachineClone(spec: spec).admission(under: configuration).verdicts
    }

    @Test("a clone is of a machine or a snapshot, into another machine")
    func cloneReferences() {
        #expect(clone { _ in }.isEmpty)
        #expect(clone { $0.source.kind = "VirtualMachineSnapshot" }.isEmpty)
        #expect(clone(off) { _ in } == [" -"])
        #expect(clone { $0.source.kind = "Pod" } == ["Invalid spec.Source.Kind"])
        #expect(clone { $0.source.kind = "" } == ["Invalid spec.Source.Kind", "Invalid spec.Source"])
        #expect(clone { $0.source.apiGroup = nil } == ["Invalid spec.Source.APIGroup"])
        #expect(clone { $0.source.name = "" } == ["Invalid spec.Source.Name"])
        #expect(clone { $0.target = Self.machine } == ["Invalid spec.target.name"])
        #expect(clone { $0.target = .init(kind: "VirtualMachine", name: "other") }.isEmpty)
        #expect(clone { $0.target = .init(kind: "Pod", name: "other") } == ["Invalid spec.Target.Kind"])
    }

    @Test("a clone's filters, addresses and patches are sound")
    func cloneChanges() {
        #expect(clone { $0.labelFilters = ["*", "!a", "a*", "!a/b*", ""] }.isEmpty)
        for filter in ["!", "a!", "a*b", "**"] {
            #expect(clone { $0.labelFilters = [filter] } == ["Invalid spec.labels"], "\(filter)")
            #expect(clone { $0.annotationFilters = [filter] } == ["Invalid spec.annotations"], "\(filter)")
            #expect(
                clone { $0.template = .init(annotationFilters: [filter], labelFilters: [filter]) } == [
                    "Invalid spec.template.annotations", "Invalid spec.template.labels",
                ], "\(filter)")
        }
        #expect(clone { $0.newMacAddresses = ["a": "", "b": "de:ad:00:00:be:af"] }.isEmpty)
        #expect(clone { $0.newMacAddresses = ["a": "de:ad"] } == ["Invalid spec.newMacAddresses.a"])
    }

    @Test(
        "a clone's patches are JSON",
        arguments: [
            (#"{"op": "replace", "path": "/spec", "value": [1, -2.5e+3, {}, [], null, true, "\u00e4\n"]}"#, true),
            (" 0 ", true), ("[[[]]]", true), (#""""#, true), ("", false), ("{", false), ("[1,]", false),
            (#"{"a":1,}"#, false), (#"{"a" 1}"#, false), ("{a:1}", false), ("01", false), ("1.", false), ("nul", false),
            (#""\x""#, false), ("\"\n\"", false), ("1 2", false), ("]", false), (#"{"a":}"#, false), ("[1 2]", false),
        ])
    func patches(_ patch: String, isJSON: Bool) {
        #expect(clone { $0.patches = [patch] } == (isJSON ? [] : ["Invalid spec.patches[0]"]))
    }

    @Test("patches nest no deeper than Go reads them")
    func depth() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(clone { $0.patches = [nested(10_000)] }.isEmpty)
        #expect(clone { $0.patches = [nested(10_002)] } == ["Invalid spec.patches[0]"])
    }

    @Test(
        "an export is of something that can be exported",
        arguments: [
            ("PersistentVolumeClaim", nil, "a", []), ("PersistentVolumeClaim", "", "a", []),
            ("PersistentVolumeClaim", "x", "", ["Invalid spec.source.name", "Invalid spec.source.APIGroup"]),
            ("VirtualMachineSnapshot", "snapshot.kubevirt.io", "a", []),
            ("VirtualMachineSnapshot", nil, "a", ["Invalid spec.source.APIGroup"]),
            ("VirtualMachine", "kubevirt.io", "a", []), ("VirtualMachine", "x", "a", ["Invalid spec.source.APIGroup"]),
            ("VirtualMachineBackup", "backup.kubevirt.io", "", ["Invalid spec.source.name"]),
            ("VirtualMachineTemplate", "template.kubevirt.io", "a", ["Invalid spec.source.kind"]),
            ("Pod", "", "a", ["Invalid spec.source.kind"]),
        ] as [(String, String?, String, Set<String>)])
    func exports(kind: String, group: String?, name: String, expected: Set<String>) {
        let export = VirtualMachineExport(spec: .init(source: .init(apiGroup: group, kind: kind, name: name)))
        #expect(export.admission().verdicts == expected)
    }

    @Test("a template of machines is exported where registries are")
    func exportedTemplate() {
        let export = VirtualMachineExport(
            spec: .init(source: .init(apiGroup: "template.kubevirt.io", kind: "VirtualMachineTemplate", name: "a")))
        #expect(export.admission(under: .init(featureGates: [.ociExport])).isEmpty)
    }
}
