extension VirtualMachineInstanceSpec {
    /// Machines that are hidden from their host: what such a machine may not have beside it.
    func launchSecurityCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        guard let security = domain.launchSecurity else { return [] }
        switch architecture {
        case .amd64: return confidentialCauses(security, at: "\(field).launchSecurity", under: configuration)
        case .s390x: return []
        default:
            return [
                .invalid(
                    "No launchSecurity support for architecture: \(architecture?.rawValue ?? "")",
                    at: "\(field).architecture")
            ]
        }
    }

    private func confidentialCauses(
        _ security: DomainSpec.LaunchSecurity, at field: String, under configuration: ClusterConfiguration
    ) -> [StatusCause] {
        let types = [security.sev.map { _ in "SEV" }, security.snp.map { _ in "SNP" }, security.tdx.map { _ in "TDX" }]
            .compactMap(\.self)
        guard let type = types.first, types.count == 1 else {
            return [.forbidden("One and only one launchSecurity type can be set", at: field)]
        }
        let gate: FeatureGate = security.tdx == nil ? .workloadEncryptionSEV : .workloadEncryptionTDX
        guard configuration.isEnabled(gate) else {
            return [.invalid("\(gate) feature gate is not enabled in kubevirt-config", at: field)]
        }

        var problems: [String] = []
        if security.tdx != nil, domain.features?.smm?.isOn ?? false {
            problems.append("TDX does not work along with SMM")
        }
        if let efi = domain.firmware?.bootloader?.efi {
            if security.tdx == nil, efi.secureBoot ?? true {
                problems.append("\(type) does not work along with SecureBoot")
            }
            if security.sev == nil, efi.persistent ?? false {
                problems.append("\(type) does not work along with Persistent EFI variables")
            }
        } else {
            problems.append("\(type) requires OVMF (UEFI)")
        }
        if security.sev?.attestation != nil, startStrategy != "Paused" {
            problems.append("SEV attestation requires VMI StartStrategy 'Paused'")
        }
        for interface in domain.devices.interfaces ?? [] where interface.bootOrder != nil {
            problems.append("\(type) does not work with bootable NICs: \(interface.name)")
        }
        return problems.map { .invalid($0, at: field) }
    }
}

extension DomainSpec.FeatureState {
    /// On unless it says otherwise.
    var isOn: Bool { enabled ?? true }
}
