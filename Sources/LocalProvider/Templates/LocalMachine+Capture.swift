import DomainXML
import Glibc
import Host
import KubeVirt
import Machines
import Offload
import Wire

/// How a template is made of a machine that goes on.
extension LocalMachine {
    /// A template of the machine as it is at this moment, which goes with its last user.
    ///
    /// The machine's memory is its own, so a second QEMU takes it over, into a file, and is frozen in its place. The
    /// machine stands still for as long as that takes: QEMU's start, and the copy of the memory that it has touched.
    func capture() async throws(MachineError) -> Template {
        guard let definition, process != nil else {
            throw MachineError(
                .unsupported, "only the process that started it can fork it, and while it runs", machine: name)
        }
        guard definition.bound.isForkable else {
            throw MachineError(
                .unsupported, "its fixture does not say that it may be forked; add `forkable: true` to it",
                machine: name)
        }
        if let obstacle = LocalProvider(host: host).forkObstacles(of: definition.bound).first {
            throw MachineError(
                .unsupported, "it cannot be forked: \(obstacle.field): \(obstacle.reason)", machine: name)
        }
        let store = TemplateStore(host.directories)
        let begun = ContinuousClock.now
        do {
            let draft = try await blocking { try store.makeDraft(passing: true) }
            do {
                try draft.makeMemory()
                let template = try await capture(into: draft, definition)
                timeline.record(.template, from: begun)
                return template
            } catch {
                draft.discard()
                throw error
            }
        } catch {
            throw MachineError.wrapping(error, .internalFault, "it cannot be frozen").named(name)
        }
    }

    private func capture(into draft: TemplateDraft, _ definition: Definition) async throws -> Template {
        let provider = LocalProvider(host: host)
        // Before the machine stands still: who waits for memory may wait for long.
        let grant: MemoryGrant
        do throws(HostError) {
            grant = try await askForMemory(definition.bound.memoryNeed(from: .boot))
        } catch {
            throw MachineError.memory(error)
        }
        // One that waits for memory goes on by itself.
        let wasPaused = state == .paused && (!standsStill || staysPaused)
        if !wasPaused || standsStill { try await pause() }
        let receiver: LocalMachine
        do {
            let disks = try await freezeDisks(into: draft)
            receiver = try await provider.make(
                definition.bound, from: .capture(memory: draft.memory, disks: disks), mayBeKept: false,
                timeline: Timeline())
        } catch {
            grant.release()
            if !wasPaused { try? await unpause() }
            throw error
        }
        await receiver.inherit(grant)
        let bound = definition.bound
        return try await finishing {
            do {
                try await hand(over: receiver)
            } catch {
                if !wasPaused { try? await unpause() }
                throw error
            }
            if !wasPaused { try await unpause() }
            try await receiver.freeze(into: draft)
            let manifest = try await provider.finish(
                draft, of: bound, key: draft.path, facts: [:], sharesMemory: true,
                bases: bound.image.chains + definition.beginning.bases,
                login: Access.load(from: path)?.publicKey, boot: .zero, at: draft.path)
            return draft.passing(manifest)
        } finally: {
            await receiver.delete()
        }
    }

    /// Sends all of the machine's state, memory included, to a machine that waits for it.
    private func hand(over receiver: LocalMachine) async throws {
        try await receiver.start()
        let socket = receiver.path + "/in"
        try await receiver.withMonitor { monitor throws(MachineError) in
            try await monitor.run(.load(fromSocket: socket))
        }
        try await withMonitor { monitor throws(MachineError) in
            try await monitor.run(.ignoreShared(false))
            try await monitor.run(.bandwidth(Self.unbounded))
            try await monitor.run(.save(toSocket: socket))
            try await monitor.waitForTransfer()
        }
        try await receiver.withMonitor { monitor throws(MachineError) in try await monitor.waitForTransfer() }
    }

    /// Puts a new overlay over each of the machine's disks, so that what it has written so far never changes again.
    private func freezeDisks(into draft: TemplateDraft) async throws -> FrozenDisks {
        guard let files = definition?.files else { return FrozenDisks(directory: draft.path, disks: [:]) }
        var frozen: [String: FrozenDisks.Disk] = [:]
        var overlays: [(node: String, path: String, name: String)] = []
        var tops: [String: String] = [:]
        let nodes = try await withMonitor { monitor throws(MachineError) in try await monitor.run(.blockNodes) }
        captures += 1
        for (volume, file) in vmi.frozenVolumes(files) {
            let top = diskTops[volume] ?? file.path
            guard let node = nodes.blockFiles.first(where: { $0.file == top && $0.driver == "qcow2" })?.node else {
                throw MachineError(.internalFault, "QEMU does not say which of its disks \(top) is")
            }
            let size = try await blocking { try LocalProvider.virtualSize(of: top) }
            let (disk, empty) = (draft.disk(volume), draft.disk(volume) + TemplateManifest.emptySuffix)
            try retrying("link", disk) { link(top, disk) }
            let next = "\(file.path).\(captures)"
            try await QemuImage.makeOverlay(empty, onUnseen: disk, size: size)
            // The machine's own goes with it, and so do the names of what is beneath.
            try await QemuImage.makeOverlay(next, onUnseen: top, size: size)
            overlays.append((node, next, "mayfly-\(captures)-\(overlays.count)"))
            tops[volume] = next
            frozen[volume] = FrozenDisks.Disk(path: disk, emptyOverlay: empty)
        }
        if let variables = files.variables, FileSystem.exists(variables) {
            // The receiver's QEMU has them in its state, and writes them when it takes over.
            try FileSystem.write(
                try FileSystem.read(variables), to: draft.path + "/" + TemplateManifest.variablesName, synced: false)
        }
        let all = overlays
        if !all.isEmpty {
            try await withMonitor { monitor throws(MachineError) in try await monitor.run(.overlay(all)) }
        }
        diskTops.merge(tops) { $1 }
        return FrozenDisks(directory: draft.path, disks: frozen, bases: definition?.beginning.bases ?? [])
    }
}
