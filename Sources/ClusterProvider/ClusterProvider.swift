package import Fixtures
import Glibc
import Host
import KubeVirt
package import Kubernetes
package import Machines
import Offload
import SSH

/// Machines on a Kubernetes cluster with KubeVirt.
///
/// Each machine is a VMI and a secret that says what it is; both carry its run id, and end with this process's pod or
/// lease.
package struct ClusterProvider: MachineProvider {
    let cluster: Cluster
    let depot: ImageDepot
    /// What makes images here; nil where only machines are wanted that need none.
    let supply: (any DiskSupply)?

    package init(
        _ client: KubernetesClient, _ subresources: any Subresources, supply: (any DiskSupply)? = nil,
        settings: ClusterSettings
    ) {
        self.init(client, subresources, login: SSHLogin(), supply: supply, settings: settings)
    }

    package init(
        _ client: KubernetesClient, _ subresources: any Subresources, login: any GuestLogin,
        supply: (any DiskSupply)? = nil, settings: ClusterSettings
    ) {
        cluster = Cluster(client, subresources, login: login, settings)
        depot = ImageDepot(cluster)
        self.supply = supply
    }

    package func create(
        _ fixture: Fixture, options: MachineOptions, timeline: Timeline
    ) async throws(MachineError) -> Machine {
        try check(fixture, options)
        let root = try await root(of: fixture, timeline)
        return try await timeline.measure(.define) { () async throws(MachineError) in
            guard cluster.settings.namespacePerRun else {
                return try await create(fixture, options, root, timeline, on: cluster)
            }
            let own = try await cluster.madeForOneRun(fixture, machine: options.name ?? fixture.name)
            do throws(MachineError) {
                return try await create(fixture, options, root, timeline, on: own)
            } catch {
                await uncancelled { await own.removeNamespace() }
                throw error
            }
        }
    }

    private func create(
        _ fixture: Fixture, _ options: MachineOptions, _ root: BindingPlace.Root?, _ timeline: Timeline,
        on cluster: Cluster
    ) async throws(MachineError) -> Machine {
        var binding = try await bind(fixture, options, root, on: cluster)
        try await admit(binding, on: cluster)
        do { try await cluster.lease.acquire() } catch let error as KubernetesError {
            throw .cluster(error, namespace: cluster.namespace)
        } catch {
            throw .wrapping(error, .cancelled, "cancelled")
        }
        do throws(MachineError) {
            let secret = try binding.record.secret(process: cluster.process, owner: cluster.owner)
            binding.own(by: try await cluster.make(secret, .secrets))
        } catch {
            let record = ObjectNames(run: binding.record.run).record
            _ = await uncancelled { await cluster.remove(.secrets, record) }
            await cluster.lease.release()
            throw error.named(binding.record.name)
        }
        return Machine(
            driver: ClusterMachine(binding, on: cluster, mayBeKept: options.mayBeKept, timeline: timeline))
    }

    private func check(_ fixture: Fixture, _ options: MachineOptions) throws(MachineError) {
        var causes = fixture.admission()
        causes += fixture.clusterCauses(containerDisk: cluster.settings.containerDisk, cluster.settings.images)
        guard causes.isEmpty else { throw .refused(causes) }
        if options.channel == .agent {
            throw MachineError(
                .unsupported, "on a cluster guests are reached by ssh, or by their helper through it, not by the agent")
        }
        if options.origin == .template {
            throw MachineError(.unsupported, "a cluster has no forks; have its machines boot (--cold)")
        }
        if options.mayBeKept, cluster.settings.namespacePerRun {
            throw MachineError(
                .unsupported,
                "a machine in a namespace of its own goes with it and cannot be kept: leave --keep out, or "
                    + ClusterSettings.ownNamespaceRemedy)
        }
        let name = options.name ?? fixture.name
        do throws(InvalidValue) { try ObjectName.validate(name) } catch {
            throw MachineError(.invalidInput, "the machine's name: \(error.message)")
        }
        guard name.utf8.count <= 63 else {
            throw MachineError(.invalidInput, "the machine's name has \(name.utf8.count) characters; 63 are allowed")
        }
    }

    private func bind(
        _ fixture: Fixture, _ options: MachineOptions, _ root: BindingPlace.Root?, on cluster: Cluster
    ) async throws(MachineError) -> ClusterBinding {
        let run = cluster.isOfOneRun ? cluster.process : Lease.makeRun()
        let login: SSHKeyPair
        let host: SSHKeyPair
        do throws(SSHError) {
            login = try SSHKeyPair.generate(comment: "mayfly \(run)")
            host = try SSHKeyPair.generate(comment: "root@\(run)")
        } catch {
            throw .wrapping(error, .hostNotReady, "no keys can be made")
        }
        var place = BindingPlace(
            name: options.name ?? fixture.name, run: run, process: cluster.process, pid: getpid(),
            namespace: cluster.namespace, root: root,
            access: .init(privateKey: login.privateText, publicKey: login.publicLine, hostKey: host.publicLine),
            hostKey: host.privateText)
        // In a namespace of its own they were made just now.
        if !cluster.isOfOneRun { try await checkObjects(of: fixture, on: cluster) }
        let machine = VirtualMachineInstance(spec: fixture.template.spec)
        for name in machine.userDataSecrets {
            let files = try await cluster.ask { client throws(KubernetesError) in
                try await client.get(Secret.self, .secrets, name, in: cluster.namespace).files
            }
            place.userData[name] = files["userdata"] ?? files["userData"]
        }
        return try ClusterBinding(fixture, at: place)
    }

    /// Objects that stand beside a fixture are the cluster's to have: runs share them there.
    private func checkObjects(of fixture: Fixture, on cluster: Cluster) async throws(MachineError) {
        let objects = fixture.objects
        let wanted: [(Resource, [String?])] = [
            (.configMaps, objects.configMaps.map(\.metadata.name)), (.secrets, objects.secrets.map(\.metadata.name)),
            (.persistentVolumeClaims, objects.claims.map(\.metadata.name)),
            (.dataVolumes, objects.dataVolumes.map(\.metadata.name)),
        ]
        for (resource, names) in wanted {
            for name in names.compactMap(\.self) {
                do throws(KubernetesError) {
                    _ = try await cluster.client.get(AnyObject.self, resource, name, in: cluster.namespace)
                } catch {
                    guard error.code == .notFound else { throw .cluster(error, namespace: cluster.namespace) }
                    throw MachineError(
                        .notFound,
                        "the fixture brings the \(resource) ‘\(name)’, which the namespace \(cluster.namespace) does not "
                            + "have: make it there first (kubectl apply -f FILE)", machine: fixture.name)
                }
            }
        }
    }

    /// Has the cluster judge the VMI before anything is made.
    private func admit(_ binding: ClusterBinding, on cluster: Cluster) async throws(MachineError) {
        do throws(MachineError) {
            try await cluster.make(binding.vmi, .virtualMachineInstances, WriteOptions(isDryRun: true))
        } catch {
            throw error.named(binding.record.name)
        }
    }

    package func machines() async throws(MachineError) -> [MachineSummary] {
        try await Census(of: cluster).summaries
    }

    package func machine(_ name: String) async throws(MachineError) -> Machine {
        let records = try await cluster.records(called: name)
        guard let record = records.first else {
            throw MachineError(.notFound, "there is no machine called \(name) in the namespace \(cluster.namespace)")
        }
        guard records.count == 1 else {
            let runs = records.map(\.run).sorted().joined(separator: ", ")
            throw MachineError(
                .invalidInput, "\(records.count) machines are called \(name); say which by its run id: \(runs)")
        }
        let vmi: VirtualMachineInstance
        do throws(KubernetesError) {
            vmi = try await cluster.client.get(
                VirtualMachineInstance.self, .virtualMachineInstances, record.vmi, in: cluster.namespace)
        } catch {
            if error.code == .notFound { throw MachineError(.stopped, "it does not run", machine: name) }
            throw .cluster(error, namespace: cluster.namespace)
        }
        return Machine(driver: await ClusterMachine.adopt(record, vmi, on: cluster))
    }

    package func collectGarbage() async throws(MachineError) -> GarbageReport {
        try await collectGarbage(imagesUnusedFor: .seconds(30 * 24 * 3600))
    }

    /// The same, with images that nobody wanted in this time.
    package func collectGarbage(imagesUnusedFor age: Duration) async throws(MachineError) -> GarbageReport {
        try await Garbage(of: cluster).collect(imagesUnusedFor: age)
    }
}

/// What every object is, as far as it matters whether there is one.
private struct AnyObject: KubernetesObject {
    static let apiVersion = ""
    static let kind = ""
    var metadata: ObjectMeta
}
