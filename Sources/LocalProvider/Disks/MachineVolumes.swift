import DomainXML
import Glibc
import Host
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
}

/// Makes the files behind a machine's volumes, in the machine's own directories: gone with them whatever happens.
struct MachineVolumes {
    let machine: VirtualMachineInstance
    let base: BaseDisk?
    let directory: MachineDirectory
    let identity: DaemonIdentity

    /// The files by volume, and the login that a seed made possible.
    func make() async throws -> (files: [String: VolumeFiles], access: Access?) {
        let volumes = machine.spec.volumes ?? []
        var files: [String: VolumeFiles] = [:]
        var access: Access?
        guard !volumes.isEmpty else { return (files, access) }
        let place = try place()
        for (index, volume) in volumes.enumerated() {
            let path = place.path + "/" + volume.name
            let field = "spec.volumes[\(index)]"
            if let source = volume.containerDisk {
                files[volume.name] = try await overlay(source, path + ".qcow2", place, field + ".containerDisk.image")
            } else if let empty = volume.emptyDisk {
                try await QemuImage.makeEmpty(path + ".qcow2", size: empty.capacity.roundedUp)
                files[volume.name] = VolumeFiles(path: path + ".qcow2", format: .qcow2)
            } else if let seed = try await seed(volume, field) {
                try await blocking { () throws(SystemError) in
                    try FileSystem.write(seed.image, to: path + ".iso", mode: 0o600, synced: false)
                }
                files[volume.name] = VolumeFiles(path: path + ".iso", format: .raw)
                access = access ?? seed.access
            }
        }
        for made in files.values { try identity.hand(overFile: made.path) }
        try access?.save(in: directory.path)
        return (files, access)
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

    private func overlay(
        _ source: VirtualMachineInstanceSpec.ContainerDiskSource, _ path: String, _ place: Place, _ field: String
    ) async throws -> VolumeFiles {
        guard let base, RootDisk.digest(of: source.image) == base.digest else {
            throw RefusedField(
                field,
                "images cannot be pulled from a registry by this version; use a fixture with an image of its own")
        }
        var image = base.path
        if let disks = place.disks {
            try disks.use(base: image)
        } else {
            image = place.path + "/base.qcow2"
            try await stage(base.path, as: image)
        }
        try await QemuImage.makeOverlay(path, on: image, size: base.size)
        return VolumeFiles(path: path, format: .qcow2, backing: .init(path: image, format: .qcow2))
    }

    /// A second name where that is possible, a copy elsewhere: for a QEMU that may not enter our cache.
    private func stage(_ image: String, as staged: String) async throws {
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
            guard let cloudInit = try MachineSeed.cloudInit(of: volume) else { return nil }
            let annotations = try Annotations(machine.metadata)
            let (machine, run) = (machine, directory.lease.run)
            let gateway = machine.userNetworks.first.map { "\($0.addresses.gateway)" } ?? "10.0.2.1"
            let settings = HostSettings.current
            return try await blocking {
                try MachineSeed(
                    cloudInit, for: machine, run: run, offers: annotations.hostOffers, gateway: gateway,
                    settings: settings)
            }
        } catch let error as SeedError {
            throw RefusedField("\(field).\(name).\(error.field)", error.message)
        }
    }
}
