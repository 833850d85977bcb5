import Glibc
import Host
import Libvirt
import Machines
import Offload

/// How a machine ends, or is left to itself.
extension LocalMachine {
    func keep(for time: Duration) async throws(MachineError) {
        try refuseOnBoard("it cannot be kept")
        guard let directory, let definition, !definition.options.contains(.autodestroy) else {
            throw MachineError(.invalidInput, "it was not created to be kept (MachineOptions.mayBeKept)", machine: name)
        }
        do throws(HostError) {
            try directory.keep(until: HostClock.now + Double(time.components.seconds))
        } catch {
            throw .host(error)
        }
        isKept = true
        if let grant { host.meter.forget(grant) }
        grant?.letGo()
        await letGo()
    }

    /// Leaves the ways in to whoever comes next; a later call of ours takes one again.
    private func letGo() async {
        for channel in await takeWays() { await channel.close() }
    }

    func delete() async {
        if let deleting { return await deleting.value }
        let task = Task { await self.end() }
        deleting = task
        await task.value
    }

    nonisolated var endedMark: String { path + "/ended" }

    /// Ends the machine as ``delete()`` does, while another one takes its place: to those who look on it goes on.
    func retire() async {
        isRetired = true
        await delete()
    }

    private func end() async {
        let start = ContinuousClock.now
        endedByUs = true
        for opening in ways.values { opening.cancel() }
        admission?.cancel()
        growth?.cancel()
        // Whoever else looks after the machine shall not take it for an accident.
        close(open(endedMark, O_CREAT | O_CLOEXEC, 0o600))
        if isLaunching { await withCheckedContinuation { launchWaiters.append($0) } }
        if let process {
            await process.kill()
        } else if state != .created {
            // libvirt failed, perhaps because its daemon was killed, perhaps after QEMU was there.
            await Sweeper.endProcesses(of: run)
        }
        // They end with QEMU, if it ever came to be.
        for server in servers { await server.kill() }
        credentials?.cancel()
        await stopped()
        for task in tasks { task.cancel() }
        if let directory {
            try? directory.remove()
        } else {
            await Ownerless.remove(path) { try MachineDisks.remove(of: run, in: host.directories) }
        }
        timeline.record(.teardown, from: start)
    }
}
