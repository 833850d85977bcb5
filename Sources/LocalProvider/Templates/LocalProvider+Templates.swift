import Digests
import DiskFormats
import Fixtures
import Glibc
import Host
import Images
import KubeVirt
import Machines
import Offload

/// How templates are found and made.
extension LocalProvider {
    /// What a machine of a fixture that is forkable begins with.
    func beginning(
        of bound: BoundMachine, _ fixture: Fixture, origin: MachineOrigin?, timeline: Timeline
    ) async throws(MachineError) -> Beginning {
        let wanted = origin ?? (fixture.forkable ? .template : .boot)
        guard wanted == .template else { return .boot }
        guard fixture.forkable else {
            throw MachineError(
                .unsupported,
                "it was to be a fork, and its fixture does not say that it may be: add `forkable: true` to \(fixture.name), or "
                    + "boot it (--cold)", machine: bound.name)
        }
        let obstacles = forkObstacles(of: bound)
        guard let first = obstacles.first else {
            return .fork(try await template(of: bound, sharingMemory: true, timeline: timeline), .another)
        }
        switch fixture.forkFallback {
        case .boot: return .boot
        case .restore where obstacles.allSatisfy(\.allowsRestore):
            return .fork(try await template(of: bound, sharingMemory: false, timeline: timeline), .another)
        case .restore: return .boot
        case .refuse:
            throw MachineError(
                .unsupported,
                "it cannot be forked: \(first.field): \(first.reason); or let it boot instead (forkFallback: boot)",
                machine: bound.name)
        }
    }

    /// What forbids forks of a machine on this host.
    func forkObstacles(of bound: BoundMachine) -> [ForkObstacle] {
        guard host.identity.owner == nil else {
            return [
                ForkObstacle(
                    "this host",
                    "QEMU runs as another user here, because no user name space can be made, and may not enter the cache; allow "
                        + "those, or run as a plain user")
            ]
        }
        return bound.vmi.forkObstacles()
    }

    /// The template of a machine; booted, frozen and kept when it is not there. One process makes it, others wait.
    func template(
        of bound: BoundMachine, sharingMemory: Bool, timeline: Timeline
    ) async throws(MachineError) -> Template {
        if let fault = TemplateMemoryPolicy.ofThisProcess.fault {
            throw MachineError(
                .hostNotReady, "\(fault). Set it to \"disk\", \"tmpfs\" or an absolute path, or unset it.")
        }
        let key = try await host.templateKey(of: bound)
        let store = TemplateStore(host.directories)
        do {
            var damage: String?
            switch try await blocking({ try store.find(key.name) }) {
            case .template(let template): return template
            case .damaged(let words): damage = words
            case .none: break
            }
            return try await timeline.measure(.template) {
                let lock = try await store.lockBuild(key.name) {
                    timeline.tell(.init(.template, waitsFor: "another process, which boots the same template"))
                }
                defer { lock.release() }
                // Somebody else may have made it meanwhile; a damaged one is out of the way after this.
                switch try await blocking({ try store.find(key.name) }) {
                case .template(let template): return template
                case .damaged(let words): damage = words
                case .none: break
                }
                timeline.tell(
                    .init(
                        .template,
                        detail: damage.map { "boots \(bound.name) again: \($0)" }
                            ?? "boots \(bound.name) once, for all its forks"))
                try await makeTemplate(of: bound, key, sharingMemory: sharingMemory, in: store)
                guard case .template(let template) = try await blocking({ try store.find(key.name) }) else {
                    throw MachineError(.internalFault, "the template was made and cannot be found")
                }
                return template
            }
        } catch {
            throw MachineError.wrapping(error, .hostNotReady, "the template of \(bound.name) cannot be made")
        }
    }

    /// Boots a machine and freezes it.
    private func makeTemplate(
        of bound: BoundMachine, _ key: TemplateKey, sharingMemory: Bool, in store: TemplateStore
    ) async throws {
        let now = WallClock.now
        let draft = try await blocking { () throws(SystemError) in
            // Whoever makes one makes room.
            _ = store.prune(
                olderThan: LocalTemplates.mostAge, keeping: LocalTemplates.mostBytes, now: now)
            return try store.makeDraft()
        }
        do {
            try checkRoom(for: bound, at: draft.memory)
            if sharingMemory { try draft.makeMemory() }
            let began = ContinuousClock.now
            let machine = try await make(
                bound, from: sharingMemory ? .prototype(memory: draft.memory) : .boot, mayBeKept: false,
                timeline: Timeline())
            let login = Access.load(from: machine.path)?.publicKey
            try await finishing {
                do {
                    try await machine.start()
                    try await machine.waitUntilReady()
                    try await machine.settle(after: began.duration(to: .now))
                    try await machine.freeze(into: draft)
                } catch {
                    // Nobody else ever sees this machine: what explains its boot is collected while it stands.
                    throw await Machine(driver: machine).explained(error, "the template's machine")
                }
            } finally: {
                await machine.delete()
            }
            try await finish(
                draft, of: bound, key: key.name, facts: key.facts, sharesMemory: sharingMemory,
                bases: bound.image.chains, login: login, boot: began.duration(to: .now), at: store.path(of: key.name))
            try draft.commit(as: key.name, in: store)
        } catch {
            draft.discard()
            throw error
        }
    }

    /// A memory file is written as the guest touches it; where that fails QEMU is killed by the kernel, without a word.
    private func checkRoom(for bound: BoundMachine, at path: String) throws(MachineError) {
        let place = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
        let needed = bound.guestMemory + (64 << 20)
        guard let free = FileSystem.freeBytes(at: place), free < needed else { return }
        throw MachineError(
            .hostNotReady,
            "\(place) has \(free >> 20) MiB free, and a template of \(bound.name) may take \(needed >> 20) MiB; free some "
                + "(mayfly template prune), or put the memory of templates elsewhere (MAYFLY_TEMPLATE_MEMORY)")
    }

    /// Makes a template of what a frozen machine has left in a draft: sums, overlays for forks to copy, and its manifest.
    @discardableResult
    func finish(
        _ draft: TemplateDraft, of bound: BoundMachine, key: String, facts: [String: String], sharesMemory: Bool,
        bases: [String], login: String?, boot: Duration, at target: String
    ) async throws -> TemplateManifest {
        // What goes with its last user need not outlive a power cut.
        let isKept = target != draft.path
        var disks: [String: TemplateManifest.Disk] = [:]
        for volume in (bound.vmi.spec.volumes ?? []).map(\.name) {
            let path = draft.disk(volume)
            guard FileSystem.exists(path) else { continue }
            let name = volume + TemplateManifest.diskSuffix
            let size = try await blocking { try Self.virtualSize(of: path) }
            let empty = path + TemplateManifest.emptySuffix
            if !FileSystem.exists(empty) {
                try await QemuImage.makeOverlay(empty, onUnseen: target + "/" + name, size: size)
            }
            if isKept { try await blocking { () throws(SystemError) in try FileSystem.sync(path) } }
            guard let file = TemplateManifest.File(path, called: name) else { continue }
            disks[volume] = TemplateManifest.Disk(file: file)
        }
        let state = draft.state
        let digest = try await blocking { () throws(SystemError) in
            if isKept {
                try FileSystem.sync(state)
                if sharesMemory { try FileSystem.sync(draft.memory) }
            }
            return try Digest.ofFile(state)
        }
        // A template that is renamed has its memory under its new name, unless that lies elsewhere.
        let isInside = draft.memory.hasPrefix(draft.path + "/")
        let memory = isInside ? target + "/" + TemplateManifest.memoryName : draft.memory
        guard let stateFile = TemplateManifest.File(state, called: TemplateManifest.stateName) else {
            throw MachineError(.internalFault, "the state that was just written is gone")
        }
        let manifest = TemplateManifest(
            key: key, facts: facts, fixture: bound.name, created: WallClock.now,
            bootSeconds: Double(boot.components.seconds) + Double(boot.components.attoseconds) / 1e18,
            guestMemory: bound.guestMemory,
            touchedMemory: sharesMemory ? FileSystem.usedBytes(of: draft.memory) : 0,
            memory: sharesMemory ? memory : nil,
            memoryFile: sharesMemory
                ? TemplateManifest.File(draft.memory, called: isInside ? TemplateManifest.memoryName : memory) : nil,
            state: stateFile, stateDigest: digest, disks: disks,
            hasVariables: FileSystem.exists(draft.path + "/" + TemplateManifest.variablesName), bases: bases,
            login: login)
        try manifest.save(to: draft.path)
        return manifest
    }

    static func virtualSize(of disk: String) throws -> Int64 {
        let file = try LocalMachine.openState(disk, 0)
        var head = [UInt8](repeating: 0, count: 64 << 10)
        let count = try retrying("pread", disk) { pread(file.raw, &head, head.count, 0) }
        return try QCOW2Header(head: Array(head.prefix(count)), of: disk).virtualSize
    }
}

extension BootFiles {
    /// Every file that the machine's disks lie on.
    var chains: [String] { (disk?.chain ?? []) + others.values.flatMap(\.chain) }
}
