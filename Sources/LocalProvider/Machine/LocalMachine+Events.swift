import Channels
import DomainXML
import Fixtures
import Host
import KubeVirt
import Libvirt
import Machines
import Offload

/// What happens to the machine: libvirt, the kernel and the console tell.
extension LocalMachine {
    func listen(to events: AsyncStream<DomainEvent>) {
        let domain = lease.domain
        tasks.append(
            Task { [weak self] in
                for await event in events {
                    if event.kind == .connectionLost { return await self?.listenAgain() ?? () }
                    if event.domain == domain { await self?.take(event) }
                }
            })
    }

    /// The daemon is gone and QEMU is not: a new daemon takes it over, and ends it when the guest has powered down.
    private func listenAgain() async {
        if Task.isCancelled || endedByUs || process?.isAlive != true { return }
        guard let connection = try? await host.connection() else { return }
        listen(to: connection.events())
    }

    func take(_ event: DomainEvent) async {
        if let count = expected[event.kind], count > 0 {
            expected[event.kind] = count - 1
            return
        }
        switch event.kind {
        // A board's program stands still whenever it asks its host for something.
        case .suspended: if vmi.board == nil { paused() }
        case .resumed: if vmi.board == nil { resumed() }
        case .rebooted: await rebooted()
        case .shutdown:
            guestAskedToStop = true
            send(.shuttingDown)
        // libvirt itself ends QEMU so when the guest has powered down.
        case .quit: wasToldToQuit = !guestAskedToStop
        case .stopped(let reason):
            if reason == .shutdown, !wasToldToQuit { guestAskedToStop = true }
            if reason == .crashed { crashed() }
            domainStops.send(())
        case .watchdogFired(let action):
            if action == .powerOff { accident = .watchdog }
            send(.watchdogFired)
        case .crashed: crashed()
        case .defined, .started, .connectionLost: break
        }
    }

    /// The panic device told of it, or QEMU's end had no other reason that libvirt knows.
    private func crashed() {
        guard accident == nil, !endedByUs, vmi.spec.domain.devices.panicDevices?.isEmpty == false else { return }
        accident = .guestCrashed
        send(.guestFailed("the guest crashed, which it told by its panic device"))
    }

    func paused() { if state == .running || state == .ready { set(.paused) } }
    func resumed() { if state == .paused { set(wasReady ? .ready : .running) } }

    /// The guest starts from the beginning: its helper is another one, and knows nothing of our session.
    func rebooted() async {
        wasReady = false
        hasRestarted = true
        kernelStart = nil
        helperStart = nil
        startedAt = .now
        let old = ways
        ways = [:]
        port = nil
        for opening in old.values { opening.cancel() }
        previousBoot = await console.restart()
        // What the console has said by now was of the last boot.
        bootedAt = began.duration(to: .now)
        for opening in old.values {
            guard let channel = try? await opening.value else { continue }
            if let helper = channel as? HelperChannel {
                helper.abandon("the guest was restarted")
            } else {
                await channel.close()
            }
        }
        send(.rebooted)
        if state == .ready { set(.running) }
        openWay(.helper)
    }

    /// Follows the console and waits for QEMU's end, which the kernel tells us before libvirt does.
    func watch(_ process: ProcessHandle) throws(MachineError) {
        let console = console
        let follower = try consoleFollower()
        self.follower = follower
        let following = Task { if let follower { await follower.follow(into: console) } }
        tasks.append(following)
        tasks.append(
            Task { [weak self] in
                await process.wait()
                if Task.isCancelled { return }
                let status = await self?.program?.value
                following.cancel()
                await following.value
                if let follower { await follower.drain(into: console) }
                await self?.learnReason()
                if self?.vmi.board != nil { await self?.learnProgramsEnd(status) }
                await self?.stopped()
            })
    }

    /// Nil for a machine without a serial console.
    private func consoleFollower() throws(MachineError) -> ConsoleFollower? {
        guard vmi.spec.domain.devices.autoattachSerialConsole ?? true else { return nil }
        do throws(SystemError) {
            return try ConsoleFollower(path + "/console.log")
        } catch {
            throw MachineError(
                .hostNotReady,
                "the console cannot be followed; with many machines at once raise fs.inotify.max_user_instances",
                machine: name, cause: error)
        }
    }

    /// The kernel tells us of QEMU's end before libvirt tells us why: the console may know, libvirt gets a moment.
    private func learnReason() async {
        if endedByUs || guestAskedToStop || wasToldToQuit || accident != nil { return }
        if vmi.board == nil, await console.hasPoweredDown {
            guestAskedToStop = true
            return
        }
        let stops = domainStops.stream()
        _ = try? await withDeadline(.seconds(1)) {
            for await _ in stops { return }
        }
    }

    func stopped() async {
        if case .stopped = state { return }
        growth?.cancel()
        grant?.release()
        if isRetired {
            state = .stopped(.ended)
            for channel in await takeWays() { await channel.close() }
            return
        }
        let wasEnded = endedByUs || wasToldToQuit || !FileSystem.exists(path) || FileSystem.exists(endedMark)
        let reason: StopReason = wasEnded ? .ended : accident ?? (guestAskedToStop ? .guestShutDown : .hypervisorDied)
        set(.stopped(reason))
        await console.finish(reason)
        for channel in await takeWays() { await channel.close() }
        broadcast.finish()
    }

    func waitUntilStopped() async throws(MachineError) -> StopReason {
        for await event in events {
            if case .state(.stopped(let reason)) = event.kind { return reason }
        }
        if Task.isCancelled { throw MachineError(.cancelled, "cancelled while it ran", machine: name) }
        throw MachineError(.internalFault, "its events ended without its end", machine: name)
    }

    func markReady() {
        wasReady = true
        if state == .running { set(.ready) }
    }

    func set(_ next: MachineState) {
        state = next
        watchMemory()
        if !isRetired { send(.state(next)) }
    }

    func send(_ kind: MachineEvent.Kind) {
        broadcast.send(MachineEvent(kind, time: began.duration(to: .now)))
    }
}
