import DomainXML
import Host
import Images
import KubeVirt

/// The files that ``MachineVolumes`` would make or find, without making or touching any.
struct PlannedVolumes {
    let machine: VirtualMachineInstance
    let base: BaseDisk?
    let others: [ContainerDisk: BaseDisk]
    /// Where the machine's own disks would be.
    let place: String
    let claims: ClaimPool
    /// Files that are not there.
    private(set) var notes: [String] = []

    init(
        machine: VirtualMachineInstance, base: BaseDisk?, others: [ContainerDisk: BaseDisk] = [:], place: String,
        claims: ClaimPool
    ) {
        self.others = others
        self.machine = machine
        self.base = base
        self.place = place
        self.claims = claims
    }

    mutating func files() -> [String: VolumeFiles] {
        let shared = Set((machine.spec.domain.devices.filesystems ?? []).map(\.name))
        var files: [String: VolumeFiles] = [:]
        for (index, volume) in (machine.spec.volumes ?? []).enumerated() {
            files[volume.name] = file(of: volume, "spec.volumes[\(index)]", isShared: shared.contains(volume.name))
        }
        for name in machine.persistentMemory {
            if let file = files[name], file.format != .raw || !PersistentMemoryDisk.isWhole(file.path) {
                files[name] = VolumeFiles(path: "\(place)/\(name).pmem", format: .raw)
            }
        }
        return files
    }

    private mutating func file(
        of volume: VirtualMachineInstanceSpec.Volume, _ field: String, isShared: Bool
    ) -> VolumeFiles? {
        let path = place + "/" + volume.name
        if let (name, field) = volume.claim(at: field) {
            let claim = claims.path(name, in: machine.metadata.namespace)
            if !claims.exists(name, in: machine.metadata.namespace) {
                notes.append("\(field): there is no claim ‘\(name)’ on this host")
            }
            if isShared { return VolumeFiles(path: claim, format: .raw) }
            let disk = claim + "/" + ClaimPool.disk
            guard volume.ephemeral != nil else { return VolumeFiles(path: disk, format: .raw) }
            return VolumeFiles(
                path: path + ".qcow2", format: .qcow2, backing: .init(path: disk, format: .raw), discards: true)
        }
        if isShared { return VolumeFiles(path: path, format: .raw) }
        if let source = volume.containerDisk {
            var image = base?.path ?? ""
            if let other = others[ContainerDisk(source)] {
                image = other.path
            } else if base == nil || RootDisk.digest(of: source.image) != base?.digest {
                // The same file for the same image, which nothing will be called.
                image = place + "/base.qcow2"
                notes.append("\(field).containerDisk.image: ‘\(source.image)’ is not on this host")
            }
            return VolumeFiles(path: path + ".qcow2", format: .qcow2, backing: .init(path: image, format: .qcow2))
        }
        if volume.emptyDisk != nil { return VolumeFiles(path: path + ".qcow2", format: .qcow2, discards: true) }
        if let disk = volume.hostDisk {
            if !FileSystem.exists(disk.path) { notes.append("\(field).hostDisk.path: ‘\(disk.path)’ is not there") }
            return VolumeFiles(path: disk.path, format: .raw)
        }
        return VolumeFiles(path: path + ".iso", format: .raw)
    }

    /// What is not behind a volume: variables that are kept, shared directories, what firmware tells.
    func addOthers(to files: inout MachineFiles, in directory: String) {
        if machine.spec.domain.firmware?.bootloader?.efi?.persistent == true {
            let name = "persistent-state-for-" + (machine.metadata.name ?? "")
            files.variables = claims.path(name, in: machine.metadata.namespace) + "/variables.fd"
        }
        for name in machine.persistentMemory {
            guard let volume = machine.spec.volumes?.first(where: { $0.name == name }) else { continue }
            files.persistentMemory[name] = PersistentMemoryDisk.size(of: volume, base: base)
        }
        if machine.metadata.annotations?[DomainConverter.ignitionAnnotation] != nil {
            files.ignition = directory + "/ignition"
        }
        for (index, system) in (machine.spec.domain.devices.filesystems ?? []).enumerated() {
            files.shareSockets[system.name] = directory + "/fs\(index)"
        }
        if machine.sharedRoot?.way == .virtiofs { files.rootSocket = MachineFiles.rootSocket(in: directory) }
        guard machine.spec.domain.firmware?.acpi != nil else { return }
        for volume in machine.spec.volumes ?? [] where volume.secret != nil {
            files.secrets[volume.name] = directory + "/tables-" + volume.name
        }
    }

    /// A kernel out of a container image: where it is, or the name that its copy would have.
    mutating func addKernel(
        _ kernel: ContainerKernel?, isStaged: Bool, to files: inout MachineFiles, in directory: String
    ) {
        guard let container = machine.spec.domain.firmware?.kernelBoot?.container else { return }
        if let kernel, !isStaged {
            (files.kernel, files.initrd) = (kernel.kernel, kernel.initrd)
            return
        }
        files.kernel = directory + "/kernel"
        files.initrd = container.initrdPath.flatMap { $0.isEmpty ? nil : directory + "/initrd" }
        guard kernel == nil else { return }
        notes.append("spec.domain.firmware.kernelBoot.container.image: ‘\(container.image)’ is not on this host")
    }
}
