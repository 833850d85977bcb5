import Glibc
import Host
import KubeVirt
import Kubernetes
import Machines
import Offload
import Synchronization

/// What the machines of one provider share: a client, a watch, a lease.
final class Cluster: Sendable {
    let client: KubernetesClient
    let namespace: String
    /// The namespace was made for the one machine in it, whose run id is the process's, too.
    let isOfOneRun: Bool
    let subresources: any Subresources
    let login: any GuestLogin
    let settings: ClusterSettings
    /// Of this provider alone; a label of all that it makes.
    let process: String
    let lease: LeaseKeeper
    /// Of all machines of the cluster's.
    let accelerator: GuestAccelerator
    /// Of all machines that this provider makes.
    let watch: VMIWatch

    init(
        _ client: KubernetesClient, _ subresources: any Subresources, login: any GuestLogin,
        _ settings: ClusterSettings, accelerator: GuestAccelerator = GuestAccelerator(), ofOneRun run: String? = nil
    ) {
        self.client = client
        process = run ?? Lease.makeRun()
        isOfOneRun = run != nil
        self.subresources = subresources
        self.login = login
        self.settings = settings
        self.accelerator = accelerator
        namespace = run.map { ObjectNames(run: $0).namespace } ?? settings.namespace ?? client.namespace
        lease = LeaseKeeper(client, in: namespace, process: process, holder: Self.holder, settings)
        watch = VMIWatch(
            client, in: namespace, labels: "\(RunLabels.process)=\(process)", clock: settings.clock)
    }

    /// A watch for one machine that somebody else has made.
    func watch(for run: String) -> VMIWatch {
        VMIWatch(client, in: namespace, labels: "\(RunLabels.run)=\(run)", clock: settings.clock)
    }

    var owner: OwnerReference? { PodIdentity.owner(settings.environment, in: namespace) }

    private static var holder: String {
        var name = utsname()
        uname(&name)
        let host = withUnsafeBytes(of: &name.nodename) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return "\(host)/\(getpid())"
    }

    /// Asks the API server; its answers are those of machines.
    func ask<Value>(
        _ body: (KubernetesClient) async throws(KubernetesError) -> Value
    ) async throws(MachineError) -> Value {
        do throws(KubernetesError) {
            return try await body(client)
        } catch {
            throw .cluster(error, namespace: namespace)
        }
    }

    /// Makes an object.
    @discardableResult
    func make<Object: KubernetesObject>(
        _ object: Object, _ resource: Resource, _ options: WriteOptions = WriteOptions()
    ) async throws(MachineError) -> MadeObject {
        do throws(KubernetesError) {
            return try await client.create(object, resource, in: namespace, options, answer: MadeObject.self)
        } catch {
            throw .cluster(error, namespace: namespace)
        }
    }

    enum Removal: Sendable {
        /// It may live on until its finalizers let it go.
        case ordered
        case absent
        case failed
    }

    /// Removes an object.
    @discardableResult
    func remove(
        _ resource: Resource, _ name: String, _ options: DeleteOptions = DeleteOptions(.background)
    ) async -> Removal {
        do throws(KubernetesError) {
            try await client.delete(resource, name, in: namespace, options)
            return .ordered
        } catch {
            return error.code == .notFound ? .absent : .failed
        }
    }
}
