import KubeVirt
import Kubernetes
import Lifecycle
import Machines
import Offload

extension ClusterMachine {
    private static var consolePatience: Duration { .seconds(10) }

    func start() async throws(MachineError) {
        guard let objects = unmade, state == .created else {
            throw MachineError(.invalidInput, "it has been started before; create another one", machine: name)
        }
        set(.starting)
        let begun = ContinuousClock.now
        let disk = objects.root?.metadata.name
        do {
            // Followed before it is there, so that nothing is missed.
            follow(await cluster.watch.follow(run))
            try await launch(objects)
            try await awaitRunning(with: disk)
            await learnAccelerator()
            // What the guest prints before anybody listens is lost.
            if console.isRecorded { await link.opened(within: Self.consolePatience) }
        } catch {
            timeline.record(.start, from: begun)
            let failure = await explained(error, with: disk)
            await delete()
            // It may have been deleted before it was followed.
            following?.cancel()
            throw failure.named(name)
        }
        timeline.record(.start, from: begun)
    }

    /// Makes the VMI and what it names. Runs to its end once begun: what cannot be known to be there cannot be removed.
    private func launch(_ objects: UnmadeObjects) async throws {
        guard !endedByUs else { throw MachineError(.stopped, "it was ended while it started") }
        let (cluster, wanted) = (cluster, wanted)
        let task = Task {
            for secret in objects.secrets { try await cluster.make(secret, .secrets) }
            if let root = objects.root { try await cluster.make(root, .dataVolumes) }
            uid = try await cluster.make(wanted.vmi, .virtualMachineInstances).uid
        }
        (launching, hasLaunched) = (task, true)
        // They are large, and nobody makes them twice.
        unmade = nil
        defer { launching = nil }
        try await task.value
    }

    /// Deadlines are for what the cluster's guests run on.
    func learnAccelerator() async {
        guard let seen else { return }
        await cluster.accelerator.learn { await self.pods(of: seen) }
        await console.scaleDeadlines(by: accelerator.deadlineScale)
    }

    private func awaitRunning(with disk: String?) async throws {
        let (limit, clock) = (cluster.settings.startLimit, cluster.settings.clock)
        do {
            try await withDeadline(limit, clock: clock) {
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    defer { group.cancelAll() }
                    group.addTask {
                        try await self.until { try $0.hasStarted() }
                        return true
                    }
                    if let disk {
                        group.addTask {
                            try await self.awaitDisk(disk, within: limit)
                            return false
                        }
                    }
                    // A disk that is whole is no machine that runs.
                    while try await group.next() == false {}
                }
            }
        } catch is DeadlineExceeded {
            throw MachineError(.startFailed, "it did not run within \(limit)")
        }
    }

    /// KubeVirt waits for a disk without a word about what keeps it: CDI is asked itself.
    private func awaitDisk(_ name: String, within limit: Duration) async throws {
        do throws(MachineError) {
            _ = try await VolumeWatch(cluster: cluster, name: name).reach(within: limit) { $0 == .succeeded }
        } catch {
            // Who ends the machine removes its disk.
            guard !endedByUs, !Task.isCancelled else { return }
            throw DiskFailure(error: error)
        }
    }

    /// What CDI says of the machine's disk; nothing that is said of the machine explains more.
    private struct DiskFailure: Error {
        let error: MachineError
    }

    private func hasStarted() throws -> Bool {
        switch state {
        case .created, .starting:
            if let failure { throw failure }
            return false
        case .running, .ready, .paused: return true
        case .stopped(let reason):
            if endedByUs { throw MachineError(.stopped, "it was deleted while it started") }
            if reason == .ended { throw MachineError(.stopped, "somebody has deleted its VMI while it started") }
            throw MachineError.off(reason, "it went off while it started")
        }
    }

    /// Returns when something holds; it is looked at after each change.
    func until(_ holds: @Sendable (isolated ClusterMachine) throws -> Bool) async throws {
        for await _ in changes.stream() {
            if try holds(self) { return }
        }
        throw CancellationError()
    }

    /// The error with the cluster's own words on why the machine does not start, where it has any.
    private func explained(_ error: any Error, with disk: String?) async -> MachineError {
        if let failure = error as? DiskFailure { return failure.error }
        var error = MachineError.wrapping(error, .startFailed, "the cluster could not be asked to start it")
        guard error.code == .startFailed || error.stopReason == .hypervisorDied, let seen else { return error }
        let volume = disk.map { VolumeWatch(cluster: cluster, name: $0) }
        if let trouble = await volume?.explanation() { return trouble }
        let complaints = Complaint.of(seen, pods: await pods(of: seen), events: await events(of: seen))
        if let first = complaints.first {
            let artifacts = error.artifacts
            error = first.error(of: wanted)
            error.artifacts = artifacts
        } else if let lack = await volume?.explanation(after: cluster.settings.startLimit) {
            return lack
        } else if seen.phase == nil {
            error.message += "; nobody has taken notice of it: do KubeVirt's controllers run (kubectl get kubevirt -A)?"
        }
        return error
    }

    /// What may not be asked for is not told.
    private func pods(of seen: SeenVMI) async -> [LauncherPod] {
        guard let uid = seen.uid else { return [] }
        let list = try? await cluster.client.list(
            LauncherPod.self, .pods, in: cluster.namespace, Selection(labels: "kubevirt.io/created-by=\(uid)"))
        return list?.items ?? []
    }

    private func events(of seen: SeenVMI) async -> [ClusterEvent] {
        guard let uid = seen.uid else { return [] }
        let list = try? await cluster.client.list(
            ClusterEvent.self, .events, in: cluster.namespace, Selection(fields: "involvedObject.uid=\(uid)"))
        return list?.items ?? []
    }
}
