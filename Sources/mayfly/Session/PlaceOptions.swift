import Host
import Mayfly
import Terminal

/// `--on` and what belongs to it: where machines are made, and how images come there.
enum PlaceOptions {
    static let place = Option(
        "on", .text.named("PLACE"),
        "Where machines are made: local, cluster or cluster:CONTEXT (default: MAYFLY_ON, else local).")
    static let namespace = Option(
        "namespace", short: "n", .text.named("NAMESPACE"),
        "With a cluster: the namespace (default: MAYFLY_NAMESPACE, else the context's).")
    static let containerDisk = Option(
        "container-disk", .text.named("REFERENCE"),
        "With a cluster: a containerDisk in a registry, in place of the fixture's image.")
    static let image = Option(
        "cluster-image", .text.named("WAY"),
        "With a cluster: how images come there: upload, import or containerDisk:HOST/REPOSITORY (default: "
            + "MAYFLY_CLUSTER_IMAGE, else the fixture's).")
    static let storageClass = Option(
        "storage-class", .text.named("NAME"),
        "With a cluster: the storage for images and disks (default: MAYFLY_STORAGE_CLASS, else the cluster's).")
    static let uploadProxy = Option(
        "upload-proxy", .text.named("URL"),
        "With a cluster: where CDI takes uploads (default: MAYFLY_UPLOAD_PROXY, else what CDI says).")
    static let uploadAuthority = Option(
        "upload-ca", .path.named("FILE"),
        "With a cluster: certificates that the proxy's is judged by (default: MAYFLY_UPLOAD_CA, else what CDI says).")

    static let perRun = Flag(
        "namespace-per-run",
        "With a cluster: make a namespace for each machine, and remove it with the machine (default: "
            + "MAYFLY_NAMESPACE_PER_RUN, unless --namespace says where).")

    static let specs =
        [place.spec, namespace.spec, perRun.spec, containerDisk.spec]
        + [image.spec, storageClass.spec, uploadProxy.spec, uploadAuthority.spec]

    static func provider(_ invocation: Invocation) async throws(MachineError) -> any MachineProvider {
        try await Providers.shared.provider(for: try place(invocation))
    }

    /// What is meant; a cluster at least where `isCluster` says so.
    static func place(_ invocation: Invocation, isCluster: Bool = false) throws(MachineError) -> MachinePlace {
        let environment = ProcessEnvironment.current
        let known = environment[MachinePlace.variable].flatMap { $0.isEmpty ? nil : $0 }
        let word =
            invocation[place] ?? (isCluster && known?.hasPrefix("cluster") != true ? "cluster" : known) ?? "local"
        let place = try MachinePlace(
            word, namespace: invocation[namespace], containerDisk: invocation[containerDisk],
            images: try images(invocation), namespacePerRun: invocation[perRun], environment: environment)
        if place == .local, isCluster {
            throw MachineError(.invalidInput, "‘\(word)’ is no cluster; leave --cluster out, or write another --on")
        }
        if place == .local, let option = clusterOption(invocation) {
            throw MachineError(.invalidInput, "\(option) is for clusters; write --on cluster, too")
        }
        guard invocation[namespace] == nil || !invocation[perRun] else {
            throw MachineError(
                .invalidInput, "--namespace-per-run makes a namespace for each machine; leave it or --namespace out")
        }
        return place
    }

    private static func images(_ invocation: Invocation) throws(MachineError) -> ClusterImages {
        ClusterImages(
            way: try way(invocation), storageClass: invocation[storageClass], uploadProxy: invocation[uploadProxy],
            uploadAuthority: invocation[uploadAuthority])
    }

    private static func way(_ invocation: Invocation) throws(MachineError) -> ClusterImage? {
        guard let word = invocation[image] else { return nil }
        return try ClusterImage(word: word)
    }

    /// One that says something of clusters only.
    private static func clusterOption(_ invocation: Invocation) -> String? {
        if invocation[perRun] { return perRun.spec.flag }
        let texts = [namespace, containerDisk, image, storageClass, uploadProxy, uploadAuthority]
        return texts.first { invocation[$0] != nil }?.spec.flag
    }
}
