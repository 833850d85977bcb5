extension VirtualMachineInstanceSpec {
    func hostNameCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        let parts = [
            ("hostname", "DNS_LABEL", hostname, ObjectName.labelProblems),
            ("subdomain", "DNS_SUBDOMAIN", subdomain, ObjectName.subdomainProblems),
        ]
        for (name, rules, value, problems) in parts {
            guard let value, !value.isEmpty else { continue }
            let found = problems(value)
            guard !found.isEmpty else { continue }
            let field = "\(field).\(name)"
            causes.append(
                .invalid(
                    "\(field) does not conform to the kubernetes \(rules) rules : \(found.joined(separator: ", "))",
                    at: field))
        }
        return causes
    }
}

extension DomainSpec {
    /// BIOS or UEFI, not both, and secure boot only with system management mode.
    func bootloaderCauses(at field: String) -> [StatusCause] {
        let bootloader = firmware?.bootloader
        var causes: [StatusCause] = []
        if bootloader?.bios != nil, bootloader?.efi != nil {
            let field = field + ".firmware.bootloader"
            causes.append(
                .invalid("\(field) has both EFI and BIOS configured, but they are mutually exclusive.", at: field))
        }
        return causes
    }

    func secureBootCauses(at field: String) -> [StatusCause] {
        guard let efi = firmware?.bootloader?.efi, efi.secureBoot ?? true else { return [] }
        let smm = features?.smm
        guard smm == nil || smm?.enabled == false else { return [] }
        return [
            .invalid(
                "\(field) has EFI SecureBoot enabled. SecureBoot requires SMM, which is currently disabled.", at: field)
        ]
    }

    /// What KubeVirt refuses on arm64 only.
    func armCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        func refuse(_ message: String, _ place: String) {
            causes.append(StatusCause(field: field + place, message: message, reason: .fieldValueNotSupported))
        }
        if firmware?.bootloader?.bios != nil {
            refuse("Arm64 does not support bios boot, please change to uefi boot", ".firmware.bootloader.bios")
        }
        if let efi = firmware?.bootloader?.efi, efi.secureBoot ?? true {
            refuse(
                "UEFI secure boot is currently not supported on aarch64 Arch", ".firmware.bootloader.efi.secureboot")
        }
        return causes
    }
}
