import KubeVirt

extension VirtualMachineInstanceSpec {
    /// Wishes for a node that this host, the only one, does not meet. What only prefers a node is met by any.
    func refusePlacement(_ refusals: inout Refusals) {
        let known = ["kubernetes.io/os": "linux", "kubernetes.io/arch": architecture?.rawValue]
        for (label, value) in (nodeSelector ?? [:]).sorted(by: { $0.key < $1.key }) where known[label] != value {
            refusals.add(
                "nodeSelector[\(label)]",
                "this host is the only node here, and has no label \(label)=\(value); leave it out for this host")
        }
        if affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution != nil {
            refusals.add(
                "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
                "this host is the only node here, and has no labels to ask for; leave it out for this host")
        }
    }
}
