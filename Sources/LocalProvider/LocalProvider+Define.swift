import DomainXML
import Fixtures
import FoundationEssentials
import Host
import Images
import KubeVirt
import Libvirt
import Lifecycle
import Machines
import Offload
import Seeds

extension LocalProvider {
    /// Binds a fixture to this host and admits it; nothing is made.
    func bind(
        _ fixture: Fixture, image: BootFiles, verdict: AcceleratorProbe.Verdict, options: MachineOptions
    ) async throws(MachineError) -> BoundMachine {
        let name = options.name ?? fixture.name
        try Fixture.validate(name: name)
        var vmi: VirtualMachineInstance
        do throws(RefusedField) {
            vmi = try fixture.bound(as: name, to: image, channel: options.channel)
        } catch {
            throw .refused([error.cause])
        }
        let ready = try fixture.ready + vmi.readiness()
        let single = try await HostAbilities(host: host).single(for: verdict.accelerator, HostNeeds(of: vmi))
        let causes = vmi.admission(under: .singleHost) + vmi.localCauses(on: single)
        guard causes.isEmpty else { throw .refused(causes) }
        return BoundMachine(
            name: name, isNamed: options.name != nil, vmi: vmi, ready: ready,
            channel: options.channel ?? fixture.channel,
            hasHelper: fixture.image != nil, isForkable: fixture.forkable, objects: fixture.objects, image: image,
            single: single, verdict: verdict)
    }

    /// Makes a bound machine's directory, files and domain XML; nothing runs yet.
    func make(
        _ bound: BoundMachine, from beginning: Beginning, mayBeKept: Bool, timeline: Timeline, face: MachineFace? = nil
    ) async throws(MachineError) -> LocalMachine {
        let directory: MachineDirectory
        do throws(HostError) {
            directory = try MachineDirectory.make(machine: bound.name, in: host.directories, identity: host.identity)
        } catch {
            throw .host(error)
        }
        do {
            var vmi = bound.vmi.named(UUID().uuidString.lowercased())
            if case .fork(_, let who) = beginning {
                vmi.spec.hostname = bound.hostName(of: who, run: directory.lease.run)
            }
            // Until what it uses is noted, nobody removes it.
            let images = bound.image.paths.isEmpty ? nil : try await host.imageStore(.tcg).lockForUse()
            defer { images?.release() }
            try bound.image.check()
            try vmi.checkNamedFiles()
            let staged = try await stage(vmi, in: directory)
            let (volumes, seed) = try await MachineVolumes(
                machine: staged, base: bound.image.disk, others: bound.image.others, fillings: bound.image.fillings,
                directory: directory, identity: host.identity, objects: bound.objects, claims: host.claims,
                frozen: beginning.frozen, predecessor: beginning.predecessor
            ).make()
            let credentials = try AgentCredentials(staged, objects: bound.objects)
            let record = MachineRecord(
                run: directory.lease.run, machine: bound.name, accelerator: bound.verdict.accelerator,
                ready: bound.ready, channel: bound.channel, hasHelper: bound.hasHelper, vmi: staged)
            let text = try record.encoded()
            try FileSystem.write(Array(text.utf8), to: directory.path + "/machine.json", synced: false)
            var files = Self.files(
                in: directory.path, domain: directory.lease.domain, uuid: UUID().uuidString.lowercased(), record: text,
                volumes: volumes)
            files.addPersistentMemory(of: staged)
            files.guestUUID = bound.vmi.statedUUID ?? bound.vmi.fixedUUID
            // libvirt has one domain for an identifier; what a fixture says that its guests are may be the same in many.
            let domain = bound.vmi.statedUUID == nil ? staged : files.uuid.map(staged.identified) ?? staged
            try await place(bound.image.containerKernel, in: directory, &files)
            try await KeptState(machine: domain, directory: directory, host: host).prepare(&files)
            try prepare(staged, in: directory, objects: bound.objects, &files)
            try await prepareReplay(of: staged, in: directory)
            try beginning.prepare(&files, identity: host.identity)
            if beginning.awaitsState {
                // Its guest's helper has talked to somebody, and may have been cut off in the middle.
                for socket in files.helperSockets {
                    try FileSystem.write([], to: socket + HelperPort.usedSuffix, synced: false)
                }
            }
            let xml = try DomainConverter(
                domain, host: try facts(for: staged, under: bound.verdict, bound.single), files: files
            ).xml()
            var start: Connection.CreateOptions = mayBeKept ? [] : [.autodestroy]
            if beginning.awaitsState || staged.spec.startStrategy == "Paused" || staged.waitsForDebugger
                || staged.board != nil
            {
                start.insert(.paused)
            }
            let definition = LocalMachine.Definition(
                xml: xml, options: start, credentials: credentials,
                shares: LocalMachine.Share.all(of: domain, files), bound: bound, beginning: beginning, files: files,
                hostKey: seed?.hostKey)
            return LocalMachine(
                record: record, directory: directory, definition: definition, host: host, timeline: timeline,
                face: face)
        } catch {
            try? directory.remove()
            if let error = error as? ConversionError { throw .refused(error.causes) }
            if let error = error as? RefusedField { throw .refused([error.cause]) }
            throw .wrapping(error, .hostNotReady, "cannot write the machine's files; is the disk full?")
        }
    }

    /// Where QEMU is another user than we are, it gets copies of files that it might not be allowed to read.
    private func stage(
        _ machine: VirtualMachineInstance, in directory: MachineDirectory
    ) async throws -> VirtualMachineInstance {
        guard host.identity.owner != nil else { return machine }
        var machine = machine
        var annotations = try Annotations(machine.metadata)
        annotations.kernel = try await copy(annotations.kernel, to: directory.path + "/kernel")
        annotations.initrd = try await copy(annotations.initrd, to: directory.path + "/initrd")
        annotations.firmware = try await copy(annotations.firmware, to: directory.path + "/firmware")
        annotations.deviceTree = try await copy(annotations.deviceTree, to: directory.path + "/dtb")
        annotations.apply(to: &machine.metadata)
        return machine
    }

    /// The same for a kernel out of a container image, which the machine's annotations do not name.
    private func place(
        _ kernel: ContainerKernel?, in directory: MachineDirectory, _ files: inout MachineFiles
    ) async throws {
        (files.kernel, files.initrd) = (kernel?.kernel, kernel?.initrd)
        guard host.identity.owner != nil else { return }
        files.kernel = try await copy(files.kernel, to: directory.path + "/kernel")
        files.initrd = try await copy(files.initrd, to: directory.path + "/initrd")
    }

    private func copy(_ path: String?, to staged: String) async throws -> String? {
        guard let path else { return nil }
        try await blocking { () throws(SystemError) in
            try FileSystem.write(try FileSystem.read(path), to: staged, mode: 0o644)
        }
        return staged
    }

    /// What this host is and offers to a machine.
    func facts(
        for machine: VirtualMachineInstance, under verdict: AcceleratorProbe.Verdict, _ single: SingleHost
    ) throws(MachineError) -> HostFacts {
        var facts = HostFacts.local(
            kvm: verdict.accelerator == .kvm, emulator: Emulator.path(for: machine.spec.architecture), single)
        facts.processors = single.processors
        facts.freePageReporting = facts.kvm && machine.reportsFreePages
        facts.architecture = .ofThisHost
        facts.firmware = try Firmware.choice(for: machine)
        return facts
    }

    /// Names and files of a machine whose directory this is.
    static func files(
        in directory: String, domain: String, uuid: String, record: String, volumes: [String: VolumeFiles]
    ) -> MachineFiles {
        MachineFiles(
            domain: domain, uuid: uuid, directory: directory, consoleSocket: directory + "/console",
            consoleLog: directory + "/console.log", displaySocket: directory + "/vnc",
            helperSockets: (0..<LocalMachine.helperPorts).map { "\(directory)/h\($0)" },
            agentSocket: directory + "/agent", record: record, volumes: volumes, variables: directory + "/nvram")
    }
}

extension LocalProvider {
    /// Writes what firmware tells the guest, and says where directories are going to be served.
    private func prepare(
        _ machine: VirtualMachineInstance, in directory: MachineDirectory, objects: CompanionObjects,
        _ files: inout MachineFiles
    ) throws {
        if let data = machine.metadata.annotations?[DomainConverter.ignitionAnnotation] {
            let path = directory.path + "/ignition"
            try FileSystem.write(Array(data.utf8), to: path, synced: false)
            try host.identity.hand(overFile: path)
            files.ignition = path
        }
        for (index, system) in (machine.spec.domain.devices.filesystems ?? []).enumerated() {
            files.shareSockets[system.name] = directory.path + "/fs\(index)"
        }
        if machine.sharedRoot?.way == .virtiofs { files.rootSocket = MachineFiles.rootSocket(in: directory.path) }
        guard machine.spec.domain.firmware?.acpi != nil else { return }
        let finder = ObjectFinder(objects: objects, namespace: machine.metadata.namespace)
        for (index, volume) in (machine.spec.volumes ?? []).enumerated() {
            guard let source = volume.secret else { continue }
            let field = "spec.volumes[\(index)].secret.secretName"
            let tables: [String: [UInt8]]
            do throws(SeedError) {
                tables = try finder.secret(source.secretName, at: field, isOptional: source.optional ?? false)
            } catch {
                throw RefusedField(field, error.message)
            }
            let place = directory.path + "/tables-" + volume.name
            try FileSystem.makeDirectory(place)
            try host.identity.hand(over: place)
            for name in ["slic.bin", "msdm.bin"] {
                guard let bytes = tables[name] else { continue }
                try FileSystem.write(bytes, to: place + "/" + name, synced: false)
                try host.identity.hand(overFile: place + "/" + name)
            }
            files.secrets[volume.name] = place
        }
    }
}

extension MachineFiles {
    /// How large the files are that the guest has as memory.
    mutating func addPersistentMemory(of machine: VirtualMachineInstance) {
        for name in machine.persistentMemory {
            persistentMemory[name] = volumes[name].map { PersistentMemoryDisk.size(of: $0.path) }
        }
    }
}

/// What a machine boots from, on this host's disk.
struct BootFiles: Sendable, Hashable {
    var kernel: String?
    var initrd: String?
    var disk: BaseDisk?
    /// The images that the template's own volumes name.
    var others: [ContainerDisk: BaseDisk] = [:]
    /// What data volumes are filled with, by their names.
    var fillings: [String: DiskImage] = [:]
    /// A kernel that the template has out of a container image.
    var containerKernel: ContainerKernel?

    /// The files of images.
    var paths: [String] {
        [disk?.path, containerKernel?.kernel].compactMap(\.self) + others.values.map(\.path)
            + fillings.values.map(\.path)
    }

    /// Lets every image look as if it was asked for just now.
    func noteUse() {
        for path in paths { DiskStore.noteUse(of: path) }
    }

    /// Throws when an image was removed after it was found.
    func check() throws(MachineError) {
        guard let gone = paths.first(where: { !FileSystem.exists($0) }) else { return }
        throw MachineError(
            .hostNotReady, "the image \(gone) was removed while a machine was made of it. Try again: it is made anew.")
    }
}
