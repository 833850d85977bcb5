import DomainXML
import KubeVirt
import Machines

/// A device or setting that forbids forks, by its field.
struct ForkObstacle: Sendable, Hashable {
    let field: String
    let reason: String
    /// Whether a machine with it can still be saved with all of its memory, and be restored.
    let allowsRestore: Bool

    init(_ field: String, _ reason: String, allowsRestore: Bool = false) {
        self.field = field
        self.reason = reason
        self.allowsRestore = allowsRestore
    }
}

extension VirtualMachineInstance {
    /// What forbids to fork the machine, the first of each kind.
    func forkObstacles() -> [ForkObstacle] {
        let domain = spec.domain
        let devices = domain.devices
        var found: [ForkObstacle] = []
        if let architecture = spec.architecture, architecture != .ofThisHost {
            found.append(
                ForkObstacle("spec.architecture", "machines of \(architecture.rawValue) are emulated, and always boot"))
        }
        if let annotations = try? Annotations(metadata), annotations.fixedSeed != nil || annotations.fixedClock != nil {
            found.append(
                ForkObstacle(
                    "metadata.annotations",
                    "a fork is given an identity, a time and random numbers of its own, and these "
                        + "are to be fixed; let it boot"))
        }
        if debugging != Debugging() {
            found.append(
                ForkObstacle(
                    "metadata.annotations",
                    "a debugger, QEMU's monitor, a dump or kept packets are one machine's from its first instruction on; let "
                        + "it boot"))
        }
        if sharedRoot != nil {
            found.append(
                ForkObstacle(
                    "metadata.annotations",
                    "a directory of the host that is the guest's root cannot be frozen with it; let it boot"))
        }
        if !persistentMemory.isEmpty {
            found.append(
                ForkObstacle(
                    "metadata.annotations",
                    "a disk that is persistent memory is frozen by nobody; let it boot, or have it as a disk"))
        }
        if devices.filesystems?.isEmpty == false {
            found.append(
                ForkObstacle(
                    "spec.domain.devices.filesystems[0]",
                    "a directory of the host that the guest shares cannot be frozen with it; put the files into the image, or "
                        + "copy them in"))
        }
        if let tpm = devices.tpm, tpm.enabled ?? true {
            found.append(
                ForkObstacle("spec.domain.devices.tpm", "the TPM's state is kept by another program; leave it out"))
        }
        if devices.autoattachVSOCK == true {
            found.append(
                ForkObstacle(
                    "spec.domain.devices.autoattachVSOCK", "forks would have the same address; leave it out"))
        }
        if devices.interfaces?.contains(where: { $0.passtBinding != nil }) == true {
            found.append(
                ForkObstacle(
                    "spec.domain.devices.interfaces", "passt reads the guest's memory itself; use masquerade"))
        }
        if let index = devices.interfaces?.firstIndex(where: { $0.bridge != nil && !spec.isPrivateNetwork($0.name) }) {
            found.append(
                ForkObstacle(
                    "spec.domain.devices.interfaces[\(index)].bridge",
                    "forks would have the same hardware address on the host's bridge; use masquerade, or a private network"
                ))
        }
        if domain.firmware?.bootloader?.efi?.persistent == true {
            found.append(
                ForkObstacle(
                    "spec.domain.firmware.bootloader.efi.persistent",
                    "what is kept for the next machine of the name is one machine's; leave it out"))
        }
        if domain.launchSecurity != nil {
            found.append(
                ForkObstacle("spec.domain.launchSecurity", "memory that the host cannot read cannot be frozen"))
        }
        if spec.startStrategy == "Paused" {
            found.append(
                ForkObstacle(
                    "spec.startStrategy", "a machine that begins paused never gets ready by itself; leave it out"))
        }
        found += volumeObstacles()
        if domain.memory?.hugepages != nil {
            found.append(
                ForkObstacle(
                    "spec.domain.memory.hugepages", "huge pages cannot be shared until they are written; leave it out",
                    allowsRestore: true))
        }
        if domain.cpu?.numa != nil || domain.memory?.maxGuest != nil {
            found.append(
                ForkObstacle(
                    domain.cpu?.numa == nil ? "spec.domain.memory.maxGuest" : "spec.domain.cpu.numa",
                    "memory of several parts is no single file; leave it out", allowsRestore: true))
        }
        return found
    }

    private func volumeObstacles() -> [ForkObstacle] {
        for (index, volume) in (spec.volumes ?? []).enumerated() {
            let kind: String? =
                if volume.persistentVolumeClaim != nil { "persistentVolumeClaim" } else if volume.dataVolume != nil {
                    "dataVolume"
                } else if volume.ephemeral != nil { "ephemeral" } else if volume.hostDisk != nil { "hostDisk" } else {
                    nil
                }
            guard let kind else { continue }
            return [
                ForkObstacle(
                    "spec.volumes[\(index)].\(kind)",
                    "a disk that is not the machine's alone may change after the template was frozen; use the fixture's "
                        + "image, a containerDisk or an emptyDisk")
            ]
        }
        return []
    }
}
