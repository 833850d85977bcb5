import Machines

/// Where machines are made: on this host, or on a cluster.
public struct MachinePlace: Sendable, Hashable {
    enum Value: Sendable, Hashable {
        case local
        case cluster(
            context: String?, namespace: String?, containerDisk: String?, images: ClusterImages, namespacePerRun: Bool)
    }

    let value: Value

    /// This host's private libvirt.
    public static let local = MachinePlace(value: .local)

    /// A cluster with KubeVirt.
    ///
    /// - Parameters:
    ///   - context: A context of the kubeconfig's; the current one when nil, and the cluster around this pod where there is
    ///     no kubeconfig.
    ///   - namespace: Where machines are made; the context's when nil.
    ///   - containerDisk: A containerDisk in a registry, in place of each fixture's own image.
    ///   - images: How fixtures' own images come there.
    ///   - namespacePerRun: Whether each machine has a namespace of its own, which is made for it, with the objects that its
    ///     fixture brings, and goes with it; `namespace` is then only where `mayfly gc` starts from.
    /// - Returns: The place; nothing is asked yet.
    public static func cluster(
        context: String? = nil, namespace: String? = nil, containerDisk: String? = nil,
        images: ClusterImages = ClusterImages(), namespacePerRun: Bool = false
    ) -> MachinePlace {
        MachinePlace(
            value: .cluster(
                context: context, namespace: namespace, containerDisk: containerDisk, images: images,
                namespacePerRun: namespacePerRun))
    }
}

extension MachinePlace {
    /// The variable that says where machines are made: `local`, `cluster` or `cluster:CONTEXT`.
    package static let variable = "MAYFLY_ON"
    static let namespaceVariable = "MAYFLY_NAMESPACE"
    static let namespacePerRunVariable = "MAYFLY_NAMESPACE_PER_RUN"
    static let containerDiskVariable = "MAYFLY_CONTAINER_DISK"

    /// Reads `local`, `cluster` or `cluster:CONTEXT`, with what the environment says of the rest.
    ///
    /// A namespace that is given here is where machines are made, whatever the environment says of one for each run.
    package init(
        _ text: String, namespace: String? = nil, containerDisk: String? = nil,
        images: ClusterImages = ClusterImages(), namespacePerRun: Bool = false, environment: [String: String]
    ) throws(MachineError) {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let isAnyNamespace = namespace == nil
        let namespace = namespace ?? variable(Self.namespaceVariable)
        let containerDisk = containerDisk ?? variable(Self.containerDiskVariable)
        let isOn = try Self.isOn(variable(Self.namespacePerRunVariable))
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.count) {
        case ("local", 1): self = .local
        case ("cluster", 1),
            ("cluster", 2) where parts.last?.isEmpty == false:
            self = .cluster(
                context: parts.count == 2 ? parts[1] : nil, namespace: namespace, containerDisk: containerDisk,
                images: try images.filled(from: environment), namespacePerRun: namespacePerRun || isOn && isAnyNamespace
            )
        default:
            throw MachineError(
                .invalidInput, "‘\(text)’ is no place for machines; write local, cluster or cluster:CONTEXT")
        }
    }

    private static func isOn(_ word: String?) throws(MachineError) -> Bool {
        switch word {
        case nil, "0": return false
        case "1": return true
        default:
            throw MachineError(.invalidInput, "\(namespacePerRunVariable) is ‘\(word ?? "")’; write 1 or 0")
        }
    }

    /// What the environment says; this host when it says nothing.
    package static func chosen(_ environment: [String: String]) throws(MachineError) -> MachinePlace {
        guard let text = environment[variable], !text.isEmpty else { return .local }
        return try MachinePlace(text, environment: environment)
    }
}
