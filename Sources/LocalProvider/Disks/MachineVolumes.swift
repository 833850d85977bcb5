import Archive
import DomainXML
import Glibc
import Host
import Images
import KubeVirt
import Machines
import Offload
import Seeds

/// An image that machines have overlays on.
struct BaseDisk: Sendable, Hashable {
    let path: String
    /// SHA-256 in hexadecimal, by which volumes name it.
    let digest: String
    /// The size of each machine's disk in bytes; the image's own when nil.
    let size: Int64?
    /// Its file, and those of the layers beneath it.
    let chain: [String]
}

/// Makes the files behind a machine's volumes: what is the machine's own in its own directories, gone with them whatever
/// happens; claims and disks of the host where they are.
struct MachineVolumes {
    let machine: VirtualMachineInstance
    let base: BaseDisk?
    var others: [ContainerDisk: BaseDisk] = [:]
    /// What data volumes are filled with, by their names.
    var fillings: [String: DiskImage] = [:]
    let directory: MachineDirectory
    let identity: DaemonIdentity
    var objects = CompanionObjects()
    var claims = ClaimPool.ofThisUser
    /// The disks of a template, by the volume's name, for a machine that goes on from there.
    var frozen: FrozenDisks?
    /// Whose place the machine takes: it has that one's seed.
    var predecessor: Predecessor?

    /// The files by volume, and the first seed.
    func make() async throws -> (files: [String: VolumeFiles], seed: MachineSeed?) {
        let volumes = machine.spec.volumes ?? []
        var files: [String: VolumeFiles] = [:]
        var first: MachineSeed?
        guard !volumes.isEmpty else { return (files, nil) }
        let place = try place()
        let shared = Set((machine.spec.domain.devices.filesystems ?? []).map(\.name))
        for (index, volume) in volumes.enumerated() {
            let path = place.path + "/" + volume.name
            let field = "spec.volumes[\(index)]"
            if shared.contains(volume.name) {
                files[volume.name] = VolumeFiles(path: try await tree(volume, path, field), format: .raw)
            } else if let disk = frozen?.disks[volume.name], let disks = place.disks {
                files[volume.name] = try await overlay(on: disk, path + ".qcow2", disks)
            } else if let source = volume.containerDisk {
                files[volume.name] = try await overlay(source, path + ".qcow2", place, field + ".containerDisk.image")
            } else if let empty = volume.emptyDisk {
                try await QemuImage.makeEmpty(path + ".qcow2", size: empty.capacity.roundedUp)
                files[volume.name] = VolumeFiles(path: path + ".qcow2", format: .qcow2, discards: true)
            } else if let before = predecessor?.volumes[volume.name], volume.isSeed {
                files[volume.name] = try await image(try FileSystem.read(before.path), path)
            } else if let seed = try await seed(volume, field) {
                files[volume.name] = try await image(seed.image, path)
                first = first ?? seed
            } else if let disk = try described(
                field,
                { () throws(SeedError) in
                    try VolumeDisk(volume, of: machine, objects: objects)
                })
            {
                let bytes = try await blocking { try ISOImage.bytes(volume: disk.label, files: disk.files) }
                files[volume.name] = try await image(bytes, path)
            } else if let disk = volume.hostDisk {
                files[volume.name] = try HostDisk(disk, field + ".hostDisk").prepare(for: machine.disk(volume.name))
            } else if let claim = try await claim(volume, path, place, field) {
                files[volume.name] = claim
            }
        }
        for name in machine.persistentMemory {
            guard let file = files[name] else { continue }
            files[name] = try await PersistentMemoryDisk(file: file).make(
                at: "\(place.path)/\(name).pmem", for: identity)
        }
        for made in files.values where made.path.hasPrefix(place.path + "/") { try identity.hand(overFile: made.path) }
        let access = first?.access ?? predecessor.flatMap { Access.load(from: $0.directory) }
        try access?.save(in: directory.path)
        return (files, first)
    }

    /// A small disk that only this user can read: it may hold a secret.
    private func image(_ bytes: [UInt8], _ path: String) async throws -> VolumeFiles {
        try await blocking { () throws(SystemError) in
            try FileSystem.write(bytes, to: path + ".iso", mode: 0o600, synced: false)
        }
        return VolumeFiles(path: path + ".iso", format: .raw)
    }

    /// What a claim's volume shows: its disk, or an overlay beside it.
    private func claim(
        _ volume: VirtualMachineInstanceSpec.Volume, _ path: String, _ place: Place, _ field: String
    ) async throws -> VolumeFiles? {
        guard let (name, field) = volume.claim(at: field) else { return nil }
        guard identity.owner == nil else {
            throw RefusedField(
                field,
                "claims are this user's, and QEMU runs as another one here, because no user name space can be made; allow "
                    + "those, or run as a plain user")
        }
        let namespace = machine.metadata.namespace
        try await provide(name, field)
        let disk = claims.path(name, in: namespace) + "/" + ClaimPool.disk
        guard FileSystem.exists(disk) else {
            throw RefusedField(
                field,
                "the claim ‘\(name)’ holds no \(ClaimPool.disk), so it is no disk; list it in filesystems instead")
        }
        let shown = machine.disk(volume.name)
        let isShared = volume.ephemeral != nil || shown?.shareable == true || shown?.isReadOnly ?? true
        directory.hold(
            try (isShared ? ClaimUse.shared : .alone).take(name, in: namespace, of: claims, at: field))
        guard volume.ephemeral != nil else { return VolumeFiles(path: disk, format: .raw) }
        try await QemuImage.makeOverlay(path + ".qcow2", on: disk, format: "raw", size: nil)
        return VolumeFiles(
            path: path + ".qcow2", format: .qcow2, backing: .init(path: disk, format: .raw), discards: true)
    }

    /// Sees to it that a claim is there, by the objects beside the machine.
    private func provide(_ name: String, _ field: String) async throws {
        let namespace = machine.metadata.namespace
        if let volume = objects.dataVolume(name, in: namespace) {
            try await claims.provide(volume, in: namespace, at: field, image: fillings[name])
        } else if let claim = objects.claim(name, in: namespace) {
            try await claims.provide(claim, in: namespace, at: field)
        }
        guard claims.exists(name, in: namespace) else {
            let option = namespace.map { $0 == ClaimPool.usualNamespace ? "" : " --namespace \($0)" } ?? ""
            throw RefusedField(
                field,
                "there is no claim ‘\(name)’ on this host; make one (mayfly claim create \(name)\(option) --size 1Gi, or --from "
                    + "IMAGE), or put a PersistentVolumeClaim or DataVolume of that name into the machine's file")
        }
    }

    /// The directory that a file system shows.
    private func tree(
        _ volume: VirtualMachineInstanceSpec.Volume, _ path: String, _ field: String
    ) async throws -> String {
        if let (name, field) = volume.claim(at: field) {
            try await provide(name, field)
            return claims.path(name, in: machine.metadata.namespace)
        }
        guard
            let disk = try described(
                field,
                { () throws(SeedError) in
                    try VolumeDisk(volume, of: machine, objects: objects)
                })
        else {
            throw RefusedField(
                field,
                "a file system can show a claim, a data volume, a configMap, a secret, a serviceAccount or a downwardAPI, "
                    + "and this volume is none of them")
        }
        try FileSystem.makeDirectory(path)
        for (name, bytes) in disk.files {
            let file = path + "/" + name
            try FileSystem.makeDirectory(String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)]))
            try FileSystem.write(bytes, to: file, mode: 0o600, synced: false)
        }
        return path
    }

    /// Tells of what is wrong with an object by the volume's field.
    private func described<Value>(_ field: String, _ body: () throws(SeedError) -> Value) throws -> Value {
        do throws(SeedError) { return try body() } catch {
            throw RefusedField(error.field.isEmpty ? field : "\(field).\(error.field)", error.message)
        }
    }

    /// Where the daemon is another user, who cannot enter our cache, disks are in the machine's directory.
    private struct Place {
        let path: String
        let disks: MachineDisks?
    }

    private func place() throws -> Place {
        guard identity.owner == nil else { return Place(path: directory.path, disks: nil) }
        let disks = try directory.makeDisks()
        return Place(path: disks.path, disks: disks)
    }

    /// The fixture's own image, or one that was found for the volume.
    private func image(_ source: VirtualMachineInstanceSpec.ContainerDiskSource) -> BaseDisk? {
        if let base, RootDisk.digest(of: source.image) == base.digest { return base }
        return others[ContainerDisk(source)]
    }

    private func overlay(
        _ source: VirtualMachineInstanceSpec.ContainerDiskSource, _ path: String, _ place: Place, _ field: String
    ) async throws -> VolumeFiles {
        guard let base = image(source) else {
            throw RefusedField(
                field, "‘\(source.image)’ is not on this host; fetch it: mayfly image pull docker://\(source.image)")
        }
        var image = base.path
        if let disks = place.disks {
            try disks.use(base: image)
        } else {
            // Layers name what is beneath them, beside them.
            for file in base.chain {
                try await stage(file, as: place.path + "/" + (file.split(separator: "/").last ?? ""))
            }
            image = place.path + "/" + (base.path.split(separator: "/").last ?? "")
        }
        try await QemuImage.makeOverlay(path, on: image, size: base.size)
        return VolumeFiles(path: path, format: .qcow2, backing: .init(path: image, format: .qcow2))
    }

    /// A disk of a template's with an overlay of the machine's own: a copy of an empty one, which is quicker than to have
    /// qemu-img make it.
    private func overlay(
        on disk: FrozenDisks.Disk, _ path: String, _ disks: MachineDisks
    ) async throws -> VolumeFiles {
        if let frozen { for base in [frozen.directory] + frozen.bases { try disks.use(base: base) } }
        try await blocking { () throws(SystemError) in
            try FileSystem.write(try FileSystem.read(disk.emptyOverlay), to: path, synced: false)
        }
        return VolumeFiles(path: path, format: .qcow2, backing: .init(path: disk.path, format: .qcow2), discards: true)
    }

    /// A second name where that is possible, a copy elsewhere: for a QEMU that may not enter our cache.
    private func stage(_ image: String, as staged: String) async throws {
        // Two volumes may show one image, or share layers.
        guard !FileSystem.exists(staged) else { return }
        if link(image, staged) != 0 {
            let result = try await Child.run(
                FileSystem.program("cp") ?? "/bin/cp", ["--reflink=auto", "--sparse=auto", "--", image, staged],
                limit: .seconds(600))
            guard result.end == .exited(0) else {
                throw MachineError(.hostNotReady, "cannot copy the image for the machine: \(result.output)")
            }
        }
        // The daemon's group is ours.
        try retrying("chmod", staged) { chmod(staged, 0o640) }
    }

    private func seed(_ volume: VirtualMachineInstanceSpec.Volume, _ field: String) async throws -> MachineSeed? {
        let name = volume.cloudInitNoCloud == nil ? "cloudInitConfigDrive" : "cloudInitNoCloud"
        do {
            let finder = ObjectFinder(objects: objects, namespace: machine.metadata.namespace)
            guard let cloudInit = try MachineSeed.cloudInit(of: volume, finder) else { return nil }
            let keys = try machine.spec.seedKeys(for: cloudInit.format, finder)
            let annotations = try Annotations(machine.metadata)
            let (machine, run) = (machine, directory.lease.run)
            let gateway = machine.userNetworks.first.map { "\($0.addresses.gateway)" } ?? "10.0.2.1"
            let settings = HostSettings.current
            return try await blocking {
                try MachineSeed(
                    cloudInit, for: machine, run: run, keys: keys, offers: annotations.hostOffers, gateway: gateway,
                    settings: settings)
            }
        } catch let error as SeedError {
            throw RefusedField("\(field).\(name).\(error.field)", error.message)
        }
    }
}

extension VirtualMachineInstanceSpec.Volume {
    /// Whether it is a seed for cloud-init.
    fileprivate var isSeed: Bool { cloudInitNoCloud != nil || cloudInitConfigDrive != nil }
}
