import KubeVirt
import Kubernetes
import Machines
import Offload

/// What is done to the machine, and how it ends.
extension ClusterMachine {
    func pause() async throws(MachineError) {
        guard state == .running || state == .ready else { return }
        try await order(.pause) { $0.state == .paused }
    }

    func unpause() async throws(MachineError) {
        if case .stopped(let reason) = state {
            throw MachineError(.stopped, "it cannot go on: it is off (\(reason))", machine: name)
        }
        guard state == .paused else { return }
        try await order(.unpause) { $0.state != .paused }
    }

    /// Returns when KubeVirt shows that it is done.
    private func order(
        _ order: VMIOrder, until holds: @escaping @Sendable (isolated ClusterMachine) -> Bool
    ) async throws(MachineError) {
        let limit = cluster.settings.controlLimit
        do throws(MachineError) { try await cluster.subresources.put(order, to: address) } catch {
            throw error.named(name)
        }
        do {
            try await withDeadline(limit, clock: cluster.settings.clock) {
                try await self.until { machine in
                    if case .stopped(let reason) = machine.state {
                        throw MachineError.off(reason, machine: machine.name)
                    }
                    return holds(machine)
                }
            }
        } catch is DeadlineExceeded {
            throw MachineError(
                .timedOut, "KubeVirt did not show within \(limit) that it did \(order.rawValue)", machine: name)
        } catch {
            throw .wrapping(error, .cancelled, "cancelled")
        }
    }

    func reset() async throws(MachineError) {
        if case .stopped(let reason) = state { throw MachineError.off(reason, machine: name) }
        await link.expectBoot()
        do throws(MachineError) { try await cluster.subresources.put(.reset, to: address) } catch {
            throw error.named(name)
        }
        await rebooted()
    }

    func keep(for time: Duration) async throws(MachineError) {
        guard isOurs, mayBeKept else {
            throw MachineError(.invalidInput, "it was not created to be kept (MachineOptions.mayBeKept)", machine: name)
        }
        let record = objects.record
        do throws(MachineError) {
            let expiry = String(try await cluster.serverTime().secondsSinceEpoch + time.components.seconds)
            // No pod's any more, either.
            _ = try await cluster.ask { client throws(KubernetesError) in
                try await client.update(Secret.self, .secrets, record, in: self.cluster.namespace) {
                    (secret: inout Secret) throws(KubernetesError) in
                    var annotations = secret.metadata.annotations ?? [:]
                    annotations[RunLabels.expiry] = expiry
                    secret.metadata.annotations = annotations
                    secret.metadata.ownerReferences = nil
                }
            }
        } catch {
            throw error.named(name)
        }
        isKept = true
        await releaseLease()
    }

    func delete() async {
        if isDeleted { return }
        if let deleting { return await deleting.value }
        let task = Task { await self.end() }
        deleting = task
        await task.value
        (deleting, isDeleted) = (nil, true)
    }

    private func end() async {
        let start = ContinuousClock.now
        endedByUs = true
        changes.send(())
        way?.cancel()
        _ = await launching?.result
        if hasLaunched || !isOurs { await removeVMI() }
        await stopped(.ended)
        following?.cancel()
        following = nil
        for name in secrets { await cluster.remove(.secrets, name) }
        // Of its name, whoever made it.
        if wanted.spec.hasVolume(objects.root) { await cluster.remove(.dataVolumes, objects.root) }
        await cluster.remove(.secrets, objects.record)
        await releaseLease()
        timeline.record(.teardown, from: start)
    }

    /// At once, without the guest's grace; returns when the cluster says that it is gone.
    private func removeVMI() async {
        let options = DeleteOptions(.background, gracePeriodSeconds: 0, uid: uid)
        guard await cluster.remove(.virtualMachineInstances, record.vmi, options) == .ordered, uid != nil else {
            return
        }
        _ = try? await withDeadline(cluster.settings.controlLimit, clock: cluster.settings.clock) {
            try await self.until { $0.isGone }
        }
    }

    private func releaseLease() async {
        guard holdsLease else { return }
        holdsLease = false
        await cluster.lease.release()
        await cluster.removeNamespace()
    }
}
