import CLinux
import DomainXML
import Glibc
import Host
import KubeVirt
import Machines
import Offload

/// A disk image of this host that belongs to the user, not to a machine.
struct HostDisk {
    private let source: VirtualMachineInstanceSpec.HostDisk
    private let field: String

    init(_ source: VirtualMachineInstanceSpec.HostDisk, _ field: String) {
        (self.source, self.field) = (source, field)
    }

    /// Makes the image where the machine may have it made, and sees to it that the machine can use it.
    func prepare(for disk: DomainSpec.Disk?) throws -> VolumeFiles {
        let path = source.path
        if FileSystem.status(path) == nil, source.type == "DiskOrCreate" { try make() }
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw RefusedField(
                field + ".path",
                "there is no ‘\(path)’ on this host; make it, or write type: DiskOrCreate and a capacity")
        }
        // A device would need its owner's right, which a guest is not to have by a slip of the pen.
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw RefusedField(field + ".path", "‘\(path)’ is no file; name a raw disk image")
        }
        let isReadOnly = disk?.isReadOnly ?? true
        guard access(path, isReadOnly ? R_OK : R_OK | W_OK) == 0 else {
            throw RefusedField(
                field + ".path",
                "‘\(path)’ cannot be \(isReadOnly ? "read" : "written") by this user; change its owner or mode")
        }
        if !isReadOnly, disk?.shareable != true, Claim.isOpen(path) {
            throw RefusedField(
                field + ".path",
                "‘\(path)’ is in use by another machine; end that, or set shareable on the disk in both")
        }
        return VolumeFiles(path: path, format: .raw)
    }

    private func make() throws {
        guard let size = source.capacity?.roundedUp, size > 0 else {
            throw RefusedField(field + ".capacity", "how large ‘\(source.path)’ is to be is not said; write 1Gi or so")
        }
        do throws(SystemError) {
            try ClaimPool.makeDisk(source.path, size: size)
        } catch {
            throw RefusedField(
                field + ".path",
                "‘\(source.path)’ cannot be made: \(error); make the directory that it is to be in, or name another")
        }
    }
}

extension VirtualMachineInstance {
    /// The disk that shows a volume.
    func disk(_ volume: String) -> DomainSpec.Disk? {
        spec.domain.devices.disks?.first { $0.name == volume }
    }
}

extension DomainSpec.Disk {
    var isReadOnly: Bool {
        if let disk { return disk.readonly ?? false }
        if let lun { return lun.readonly ?? false }
        return cdrom.map { $0.readonly ?? true } ?? false
    }
}

extension VirtualMachineInstanceSpec.Volume {
    /// The claim that the volume names, and the field that does; `field` is the volume's.
    func claim(at field: String) -> (name: String, field: String)? {
        if let source = persistentVolumeClaim { return (source.claimName, field + ".persistentVolumeClaim.claimName") }
        if let source = dataVolume { return (source.name, field + ".dataVolume.name") }
        if let source = ephemeral?.persistentVolumeClaim {
            return (source.claimName, field + ".ephemeral.persistentVolumeClaim.claimName")
        }
        return nil
    }
}
