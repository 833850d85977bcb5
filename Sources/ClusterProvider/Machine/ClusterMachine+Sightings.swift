import KubeVirt
import Kubernetes
import Machines

/// What the watch tells.
extension ClusterMachine {
    func follow(_ changes: AsyncStream<VMIWatch.Change>) {
        following = Task { [weak self] in
            for await change in changes { await self?.take(change) }
        }
    }

    private func take(_ change: VMIWatch.Change) async {
        switch change {
        case .seen(let seen): await take(seen)
        case .gone: await gone()
        case .absent: if await isAbsent() { await gone() }
        case .lost(let error):
            // A machine that runs goes on, and is seen again later.
            guard state == .starting else { return }
            failure = .cluster(error, namespace: cluster.namespace)
            changes.send(())
        }
    }

    /// Whether a VMI that the watch began without was there before. One that is only being made comes yet; one that was
    /// made and removed before the watch had begun never will.
    private func isAbsent() async -> Bool {
        guard isOurs else { return true }
        guard uid != nil else { return false }
        do throws(KubernetesError) {
            // Not all of it: a task of each machine has room for what this call returns.
            _ = try await cluster.client.get(
                WatchedVMI.self, .virtualMachineInstances, record.vmi, in: cluster.namespace)
            return false
        } catch {
            return error.code == .notFound
        }
    }

    func take(_ seen: SeenVMI) async {
        // Another one of its name is none of ours.
        if let uid, seen.uid != uid { return }
        if case .stopped = state { return }
        uid = seen.uid
        self.seen = seen
        let sight = seen.sighting
        switch sight.life {
        case .coming(let isOnNode):
            if isOnNode, recordsConsole { await link.start() }
            complain()
        case .running:
            alarm?.cancel()
            failure = nil
            if recordsConsole {
                if state == .starting { await link.guestRuns() } else { await link.start() }
            }
            if state == .starting { set(.running) }
            if sight.isPaused, state == .running || state == .ready { set(.paused) }
            if !sight.isPaused, state == .paused { set(wasReady ? .ready : .running) }
        case .over(let reason):
            await stopped(endedByUs ? .ended : reason)
        }
        changes.send(())
    }

    private var recordsConsole: Bool { console.isRecorded && isOurs }

    /// What cannot pass fails at once, what may pass when it has lasted.
    private func complain() {
        guard let seen, let complaint = Complaint.of(seen).first else {
            alarm?.cancel()
            alarm = nil
            return
        }
        let error = complaint.error(of: wanted)
        if complaint.isFinal {
            failure = error
        } else if alarm == nil {
            let (clock, patience) = (cluster.settings.clock, cluster.settings.patience)
            alarm = Task { [weak self] in
                if (try? await clock.sleep(for: patience)) != nil { await self?.fail() }
            }
        }
    }

    private func fail() {
        guard state == .starting, let seen, let complaint = Complaint.of(seen).first else { return }
        failure = complaint.error(of: wanted)
        changes.send(())
    }

    private func gone() async {
        guard !isGone else { return }
        isGone = true
        await stopped(.ended)
        changes.send(())
    }

    /// The guest starts from the beginning: nothing that led into it leads anywhere.
    func rebooted() async {
        if case .stopped = state { return }
        wasReady = false
        previousBoot = await console.restart()
        bootedAt = began.duration(to: .now)
        closeWay()
        send(.rebooted)
        if state == .ready { set(.running) }
    }

    func stopped(_ reason: StopReason) async {
        if case .stopped = state { return }
        alarm?.cancel()
        state = .stopped(reason)
        closeWay()
        for relay in relays.values { relay.close() }
        await link.stop()
        if reason == .guestShutDown { send(.shuttingDown) }
        send(.state(.stopped(reason)))
        changes.send(())
        await console.finish(reason)
        broadcast.finish()
    }

    func waitUntilStopped() async throws(MachineError) -> StopReason {
        for await event in events {
            if case .state(.stopped(let reason)) = event.kind { return reason }
        }
        if Task.isCancelled { throw MachineError(.cancelled, "cancelled while it ran", machine: name) }
        throw MachineError(.internalFault, "its events ended without its end", machine: name)
    }
}
