import ClusterProvider
package import Fixtures
import Host
import Kubeconfig
import Kubernetes
public import Machines

/// The back ends of this process, opened once.
public actor Providers {
    /// Those of this process.
    public static let shared = Providers()

    private var clusters: [MachinePlace: ClusterProvider] = [:]

    /// The back end that `MAYFLY_ON` chooses: `local`, which is the default, `cluster` or `cluster:CONTEXT`.
    public func chosen() async throws(MachineError) -> any MachineProvider {
        try await provider(for: .chosen(ProcessEnvironment.current))
    }

    /// The back end of a place.
    public func provider(for place: MachinePlace) async throws(MachineError) -> any MachineProvider {
        guard case .cluster(let context, _, _, _, _) = place.value, let settings = place.clusterSettings else {
            return try await local()
        }
        if let known = clusters[place] { return known }
        let client: KubernetesClient
        do throws(KubeconfigError) {
            client = KubernetesClient(
                try ClusterAccess.find(context: context, environment: ProcessEnvironment.current))
        } catch {
            throw .wrapping(error, .hostNotReady, "the cluster is not known")
        }
        let provider = ClusterProvider(
            client, KubeVirtSubresources(client), supply: disks, settings: settings)
        clusters[place] = provider
        return provider
    }

    /// What the cluster of a place can do, and do for these fixtures; this host has a doctor of its own.
    package func examineCluster(of place: MachinePlace, for fixtures: [Fixture] = []) async -> [Finding] {
        guard case .cluster(let context, _, _, _, _) = place.value, let settings = place.clusterSettings else {
            return []
        }
        do throws(KubeconfigError) {
            let access = try ClusterAccess.find(context: context, environment: ProcessEnvironment.current)
            return await ClusterDoctor(
                KubernetesClient(access), settings: settings, supply: disks, fixtures: fixtures
            ).examine()
        } catch {
            return [
                .no(
                    "kubeconfig", "\(error)",
                    "Name a context that there is (kubectl config get-contexts), or another file (KUBECONFIG).")
            ]
        }
    }

    /// Clears away what dead owners left in a place; on a cluster, with images that nobody wanted for so long.
    package func collectGarbage(
        in place: MachinePlace, imagesUnusedFor age: Duration?
    ) async throws(MachineError) -> GarbageReport {
        let provider = try await provider(for: place)
        guard let age else { return try await provider.collectGarbage() }
        guard let cluster = provider as? ClusterProvider else {
            throw MachineError(
                .invalidInput, "images of this host are removed by mayfly image prune; --older-than is for clusters")
        }
        return try await cluster.collectGarbage(imagesUnusedFor: age)
    }

    /// Why the cluster that `MAYFLY_ON` chooses gives no machines; nil when it can be asked for them.
    package func clusterObstacle() async -> String? {
        do throws(MachineError) {
            let place = try MachinePlace.chosen(ProcessEnvironment.current)
            guard place != .local else {
                return "\(MachinePlace.variable) chooses no cluster; set it to cluster:CONTEXT"
            }
            _ = try await provider(for: place).machines()
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// This host's private libvirt; its directories are prepared on first use.
    ///
    /// - Throws: ``MachineError/Code/unsupported`` in a build without the package's trait `Local`.
    public func local() async throws(MachineError) -> any MachineProvider {
        try await localProvider()
    }
}

extension MachinePlace {
    /// How a cluster's machines are made; nil for this host.
    fileprivate var clusterSettings: ClusterSettings? {
        guard case .cluster(_, let namespace, let containerDisk, let images, let isPerRun) = value else { return nil }
        var settings = ClusterSettings(environment: ProcessEnvironment.current)
        settings.namespace = namespace
        settings.containerDisk = containerDisk
        settings.namespacePerRun = isPerRun
        settings.images = images.delivery
        return settings
    }
}
