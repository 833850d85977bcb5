extension VirtualMachineInstanceSpec {
    /// What an architecture does not have. Defaults name it, so that none is as bad as one that nobody knows.
    package func architectureCauses(at field: String) -> [StatusCause] {
        switch architecture {
        case .amd64, .s390x: return []
        case .arm64: return domain.armCauses(at: "\(field).domain")
        default:
            let name = architecture?.rawValue ?? ""
            return [.invalid("unsupported architecture: \(name)", at: "\(field).architecture")]
        }
    }
}

extension DomainSpec {
    fileprivate func armCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if firmware?.bootloader?.bios != nil {
            causes.append(
                .unsupported(
                    "Arm64 does not support bios boot, please change to uefi boot",
                    at: "\(field).firmware.bootloader.bios"))
        }
        if let model = cpu?.model, !model.isEmpty, model != "host-passthrough" {
            causes.append(
                .unsupported(
                    "currently, host-passthrough is the only model supported on Arm64", at: "\(field).cpu.model"))
        }
        return causes
    }
}
