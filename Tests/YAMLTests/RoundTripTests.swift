import KubeVirt
import KubeVirtSamples
import Testing
import YAML

@Suite struct RoundTripTests {
    static let kinds: [any KubernetesObject.Type] = [
        VirtualMachineInstance.self, VirtualMachine.self, VirtualMachineInstancePreset.self,
        VirtualMachineInstanceReplicaSet.self, VirtualMachineInstanceMigration.self, VirtualMachinePool.self,
        MigrationPolicy.self, VirtualMachineInstancetype.self, VirtualMachineClusterInstancetype.self,
        VirtualMachinePreference.self, VirtualMachineClusterPreference.self, VirtualMachineSnapshot.self,
        VirtualMachineSnapshotContent.self, VirtualMachineRestore.self, VirtualMachineClone.self,
        VirtualMachineExport.self, DataVolume.self, DataSource.self,
    ]

    @Test("an object with every field set is read again as it was written", arguments: kinds.indices)
    func everyField(_ index: Int) throws {
        func check<T: KubernetesObject>(_ kind: T.Type) throws {
            let value = try FilledDecoder.value(of: kind)
            let node = try YAMLEncoder().node(of: value)
            #expect(try YAMLDecoder().decode(kind, from: node) == value)
            // A second writing has nothing more and nothing less.
            let text = try YAMLEncoder().emit([node])
            let again = try YAMLDecoder().decode(kind, from: text)
            #expect(try YAMLEncoder().encode(again) == text)
            #expect(node.fields > 10, "\(kind) was not filled")
        }
        try check(Self.kinds[index])
    }

    @Test("no field of a machine is forgotten")
    func fieldsOfAMachine() throws {
        let node = try YAMLEncoder().node(of: FilledDecoder.value(of: VirtualMachineInstance.self))
        #expect(node["spec"]?["domain"]?["devices"]?["disks"]?.sequence?.first?["blockSize"]?["custom"] != nil)
        #expect(node["spec"]?["affinity"]?["nodeAffinity"] != nil)
        #expect(node["status"]?["migrationState"]?["migrationConfiguration"] != nil)
    }

    @Test(
        "KubeVirt's own objects are written as they were read",
        .enabled(if: KubeVirtSamples.directory != nil, KubeVirtSamples.absent))
    func samples() throws {
        var count = 0
        for name in KubeVirtSamples.examples {
            for document in try YAMLParser().documents(in: KubeVirtSamples.bytes("examples/" + name), file: name) {
                let kind = Self.kinds.first {
                    $0.kind == document["kind"]?.scalar?.text && $0.apiVersion == document["apiVersion"]?.scalar?.text
                }
                guard let kind else { continue }
                try expectRoundTrip(kind, document, name)
                count += 1
            }
        }
        #expect(count > 40)
        for name in ["admission-sample.jsonl", "domain-sample.jsonl"] {
            let lines = try KubeVirtSamples.bytes(name).split(separator: UInt8(ascii: "\n"))
            for (index, line) in lines.enumerated() {
                let sample = try YAMLParser().document(in: Array(line), file: name)
                // Three samples are wrong on purpose.
                guard let node = sample["vmi"],
                    sample["causes"]?.sequence?.first?["reason"] != nil || sample["causes"]?.isNull ?? true
                else { continue }
                try expectRoundTrip(VirtualMachineInstance.self, node, "\(name):\(index + 1)")
                count += 1
            }
        }
        #expect(count > 150)
    }

    private func expectRoundTrip<T: KubernetesObject>(_ kind: T.Type, _ node: Node, _ name: String) throws {
        let value = try YAMLDecoder().decode(kind, from: node, file: name)
        var ours = try YAMLEncoder().node(of: value)
        if node["apiVersion"] == nil {
            ours = Node(
                .mapping(Mapping((ours.mapping?.entries ?? []).filter { !["apiVersion", "kind"].contains($0.key) })))
        }
        #expect(ours.lines.sorted() == node.lines.sorted(), "\(name)")
    }
}

extension Node {
    /// How many fields there are in all.
    fileprivate var fields: Int {
        switch value {
        case .scalar: 0
        case .sequence(let items): items.map(\.fields).reduce(0, +)
        case .mapping(let mapping): mapping.entries.map { 1 + $0.value.fields }.reduce(0, +)
        }
    }

    /// A line for each scalar: its path and value; quantities in Kubernetes' own form.
    fileprivate var lines: [String] {
        switch value {
        case .scalar(let scalar):
            guard scalar.kind != .null else { return [] }
            return ["=" + ((try? Quantity(scalar.text))?.description ?? scalar.text)]
        case .sequence(let items):
            return items.enumerated().flatMap { index, item in item.lines.map { "[\(index)]" + $0 } } + ["[]"]
        case .mapping(let mapping):
            return mapping.entries.filter { !$0.value.isNull }.flatMap { entry in
                entry.value.lines.map { "." + entry.key + $0 }
            } + ["{}"]
        }
    }
}
