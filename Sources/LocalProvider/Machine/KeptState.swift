import DomainXML
import Glibc
import Host
import KubeVirt
import Machines
import Offload

/// What a machine's firmware and TPM write down: gone with the machine, or kept for the next one of its name in a claim, as
/// a cluster keeps it (`persistent-state-for-NAME`).
struct KeptState {
    let machine: VirtualMachineInstance
    let directory: MachineDirectory
    let host: LocalHost

    func prepare(_ files: inout MachineFiles) async throws {
        let devices = machine.spec.domain.devices
        let hasTPM = devices.tpm.map { $0.enabled ?? true } ?? false
        let keepsTPM = hasTPM && devices.tpm?.persistent == true
        let efi = machine.spec.domain.firmware?.bootloader?.efi
        let keepsVariables = efi?.persistent == true
        var kept: String?
        if keepsTPM || keepsVariables {
            kept = try await claim(
                at: keepsTPM ? "spec.domain.devices.tpm.persistent" : "spec.domain.firmware.bootloader.efi.persistent")
        }
        if let kept, keepsVariables { files.variables = kept + "/variables.fd" }
        guard hasTPM, let uuid = machine.spec.domain.firmware?.uuid else { return }
        let place = host.layout.tpmState(of: uuid)
        try FileSystem.makeDirectory(String(place.dropLast(uuid.utf8.count + 1)), mode: 0o711)
        if let kept, keepsTPM {
            let state = kept + "/tpm"
            try FileSystem.makeDirectory(state)
            // A dead machine's of the same identifier; the claim is ours alone.
            if FileSystem.linkTarget(place) != nil { try FileSystem.remove(place) }
            try retrying("symlink", place) { symlink(state, place) }
        }
        try directory.attach(place)
    }

    /// The claim's directory, which is this machine's until it is gone.
    private func claim(at field: String) async throws -> String {
        guard host.identity.owner == nil else {
            throw RefusedField(
                field,
                "what is kept is this user's, and QEMU runs as another one here, because no user name space can be made; "
                    + "allow those, run as a plain user, or leave it out")
        }
        let name = "persistent-state-for-" + (machine.metadata.name ?? "")
        let namespace = machine.metadata.namespace
        if !host.claims.exists(name, in: namespace) {
            try await host.claims.make(name, in: namespace) { _ in }
        }
        directory.hold(try ClaimUse.alone.take(name, in: namespace, of: host.claims, at: field))
        return host.claims.path(name, in: namespace)
    }
}

extension VirtualMachineInstance {
    /// The identifier that its text gives it; nil where that is left to who makes it.
    var statedUUID: String? {
        spec.domain.firmware?.uuid.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// With this identifier where it has none: what libvirt keeps of a machine is found by it.
    func named(_ identifier: String) -> VirtualMachineInstance { statedUUID == nil ? identified(identifier) : self }

    /// With this identifier in place of its own.
    func identified(_ identifier: String) -> VirtualMachineInstance {
        var machine = self
        var firmware = machine.spec.domain.firmware ?? DomainSpec.Firmware()
        firmware.uuid = identifier
        machine.spec.domain.firmware = firmware
        return machine
    }

    /// What a guest is told of its UUID in each run of the machine; nil where nobody asked for that, or the spec names one.
    var fixedUUID: String? { statedUUID == nil ? FixedIdentity(self)?.uuid : nil }
}
