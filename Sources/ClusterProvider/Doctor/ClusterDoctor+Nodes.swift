import KubeVirt
import Kubernetes
import Machines

/// Where machines run, and where claims come from.
extension ClusterDoctor {
    func nodes(usesEmulation: Bool?) async -> Finding {
        let found = await ask { client throws(KubernetesError) in
            try await client.list(ClusterNode.self, .nodes).items
        }
        switch found {
        case .success(let nodes): return Self.judge(nodes, usesEmulation: usesEmulation)
        case .failure(let error): return unknown("nodes", error)
        }
    }

    static func judge(_ nodes: [ClusterNode], usesEmulation: Bool?) -> Finding {
        let usable = nodes.filter(\.takesMachines)
        let able = usable.filter(\.hasKVM)
        let count = "\(nodes.count) \(nodes.count == 1 ? "node" : "nodes")"
        guard !usable.isEmpty else {
            return .no(
                "nodes", "none of \(count) takes machines",
                "Look whether they are ready and not cordoned (kubectl get nodes), and whether KubeVirt's virt-handler runs "
                    + "on them (kubectl get pods -A -l kubevirt.io=virt-handler).")
        }
        guard able.isEmpty else {
            return .yes("nodes", "\(able.count) of \(count) \(able.count == 1 ? "takes" : "take") machines, with KVM")
        }
        let words = "\(usable.count) of \(count) \(usable.count == 1 ? "takes" : "take") machines, without KVM"
        if usesEmulation == true {
            return Finding(
                name: "nodes", status: .slow, detail: words + "; KubeVirt emulates (useEmulation)",
                remedy: "Machines run about ten times slower. Turn virtualization on in the nodes' firmware, or nested "
                    + "virtualization where they are virtual.")
        }
        return .no(
            "nodes", words,
            "Add a node with KVM (devices.kubevirt.io/kvm), or have machines emulated: "
                + "spec.configuration.developerConfiguration.useEmulation of the KubeVirt object.")
    }

    func storageClasses() async -> Finding {
        let name = "storage classes"
        let found = await ask { client throws(KubernetesError) in
            try await client.list(StorageClass.self, .storageClasses).items
        }
        let remedy = "Claims and DataVolumes have to name one (storageClassName); containerDisks need none."
        switch found {
        case .success(let classes) where classes.isEmpty:
            return .less(name, "there is none", "Claims and DataVolumes find no room here; containerDisks need none.")
        case .success(let classes):
            let names = classes.compactMap(\.metadata.name).sorted().joined(separator: ", ")
            guard let usual = classes.first(where: \.isDefault)?.metadata.name else {
                return .less(name, "\(names); none is the default", remedy)
            }
            return .yes(name, "\(names); the default is \(usual)")
        case .failure(let error): return unknown(name, error)
        }
    }
}
