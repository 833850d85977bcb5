import Channels
import DomainXML
import Fixtures
import FoundationEssentials
import Glibc
import Host
import KubeVirt
import Lifecycle
import Machines
import Offload
import SSH
import Wire

/// How a machine becomes a template.
extension LocalMachine {
    /// Has the guest write what it holds back, and waits until it has come to rest: what it would still do after its boot
    /// is done once, and not by every fork.
    ///
    /// - Parameter boot: What it took to get ready. Who has booted for long has much to do afterwards, some of it seconds
    ///   later (idle workers that end, a router that is asked for again).
    /// - Throws: ``MachineError`` with `notReady` when nothing in the guest can be told.
    func settle(after boot: Duration) async throws(MachineError) {
        do {
            try await withDeadline(Fixture.defaultDeadline.duration * accelerator.deadlineScale) {
                let channel = try await self.channel(nil)
                if let channel = channel as? any IdentityChannel {
                    // It only saves time: a guest that cannot do it all, whose forks may need less, becomes a template.
                    do { try await self.rehearse(channel) } catch { try Task.checkCancellation() }
                }
                // The shell is what most tests start first: a fork finds it in memory.
                for words in [["-c", ":"], ["-c", "sync"]] {
                    let process = try await channel.start(Command("/bin/sh", words))
                    _ = try await process.wait()
                    await process.terminate()
                }
            }
        } catch {
            throw MachineError.wrapping(
                error, .notReady,
                "it is ready and cannot be told to write what it holds back, which a template needs; is the guest helper, its "
                    + "agent or an SSH server in the image? Else let it boot: `forkable: false`"
            ).named(name)
        }
        for channel in await takeWays() { await channel.close() }
        let calm = min(max(boot / 2, .milliseconds(500)), .seconds(6))
        try await waitForRest(of: calm, atMost: .seconds(15) * accelerator.deadlineScale)
    }

    /// Has the guest take the identity that it has: its forks find the files in memory, and the mount that shows the boot
    /// id is made, which systemd would look into in each of them.
    private func rehearse(_ channel: any IdentityChannel) async throws {
        func first(in path: String) async throws -> String? {
            let said = try await channel.look(with: Command("/bin/sh", ["-c", "read -r line <\(path) && echo $line"]))
            return said.output.split(whereSeparator: \.isNewline).first.map(String.init)
        }
        guard let bootID = try await first(in: "/proc/sys/kernel/random/boot_id") else { return }
        // systemd writes `uninitialized` where a boot has yet to choose one.
        let machineID = try await first(in: "/etc/machine-id").flatMap { IdentityRequest.isMachineID($0) ? $0 : nil }
        let hostKey = try SSHKeyPair.generate(comment: "template")
        var identity = GuestIdentity.rehearsal(machineID: machineID, bootID: bootID, hostKey: hostKey)
        // Services look at a name only when it is another one; then it has its own again.
        let own = try await first(in: "/proc/sys/kernel/hostname")
        for name in own.map({ [Self.rehearsedName, $0] }) ?? [nil] {
            identity.hostName = name
            try await channel.become(identity)
        }
    }

    private static let rehearsedName = "mayfly-template"

    /// Returns when QEMU has used little of a processor for this time, or after a bounded one.
    func waitForRest(of length: Duration, atMost limit: Duration) async throws(MachineError) {
        guard let pid = process?.pid else { return }
        let step = Duration.milliseconds(100)
        // Ticks of 10 ms: an idle Linux guest takes 1 to 3 % under emulation.
        let (calm, needed) = (UInt64(1), Int(length / step))
        var (quiet, last) = (0, ProcessTable.processorTicks(of: pid))
        let begun = ContinuousClock.now
        while quiet < needed, begun.duration(to: .now) < limit {
            do { try await Task.sleep(for: step) } catch {
                throw MachineError(.cancelled, "cancelled while it came to rest", machine: name)
            }
            let now = ProcessTable.processorTicks(of: pid)
            guard let before = last, let now else { return }
            quiet = now - before <= calm ? quiet + 1 : 0
            last = now
        }
    }

    /// Stops the machine, writes its state to a template's directory, and links its disks there. It is of no more use.
    func freeze(into draft: TemplateDraft) async throws(MachineError) {
        guard let definition else { throw MachineError(.internalFault, "another process's machine is not frozen") }
        try await pause()
        let sharesMemory = definition.files.memory != nil
        let state = try Self.openState(draft.state, O_WRONLY | O_CREAT | O_EXCL)
        try await withMonitor { monitor throws(MachineError) in
            try await monitor.run(.ignoreShared(sharesMemory))
            try await monitor.run(.bandwidth(Self.unbounded))
            try await monitor.run(.takeFile(Self.stateFile), files: [state])
            try await monitor.run(.save(to: Self.stateFile))
            try await monitor.waitForTransfer()
        }
        // QEMU has closed the disks by now, as far as writing goes. Those of a running machine are there already.
        if case .capture = definition.beginning { return }
        try linkDisks(to: draft)
    }

    /// More than any memory's speed: QEMU holds itself back to 128 MiB a second else.
    static let unbounded: Int64 = 1 << 40

    private func linkDisks(to draft: TemplateDraft) throws(MachineError) {
        guard let files = definition?.files else { return }
        do throws(SystemError) {
            for (volume, file) in vmi.frozenVolumes(files) {
                let target = draft.disk(volume)
                try retrying("link", target) { link(file.path, target) }
            }
            if let variables = files.variables, FileSystem.exists(variables) {
                try FileSystem.write(
                    try FileSystem.read(variables), to: draft.path + "/" + TemplateManifest.variablesName, synced: false
                )
            }
        } catch {
            throw MachineError(.hostNotReady, "the machine's disks cannot be kept for its template", cause: error)
        }
    }
}

extension VirtualMachineInstance {
    /// The volumes that are a machine's own disks, which forks go on with; seeds and the like are made for each.
    func frozenVolumes(_ files: MachineFiles) -> [(String, VolumeFiles)] {
        (spec.volumes ?? []).compactMap { volume in
            guard volume.containerDisk != nil || volume.emptyDisk != nil, let file = files.volumes[volume.name] else {
                return nil
            }
            return (volume.name, file)
        }
    }
}
