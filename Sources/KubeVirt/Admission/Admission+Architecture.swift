extension VirtualMachineInstanceSpec {
    /// What an architecture does not have. Defaults name it, so that none is as bad as one that nobody knows. One that
    /// only the machine's annotation knows is right where both say the same.
    package func architectureCauses(at field: String, annotations: ObjectMeta = ObjectMeta()) -> [StatusCause] {
        let name = architecture?.rawValue ?? ""
        if let annotated = annotations.annotations?[Annotations.architectureKey], annotated != name {
            return [
                .invalid(
                    "the annotation \(Annotations.architectureKey) says \(annotated), and this says \(name); remove one",
                    at: "\(field).architecture")
            ]
        }
        switch architecture {
        case .amd64, .s390x: return []
        case .arm64: return domain.armCauses(at: "\(field).domain")
        case let other? where annotations.annotations?[Annotations.architectureKey] == other.rawValue: return []
        default: return [.invalid("unsupported architecture: \(name)", at: "\(field).architecture")]
        }
    }

    /// Takes the architecture of the machine's annotation where the spec names none.
    package mutating func takeArchitecture(from metadata: ObjectMeta) {
        guard architecture?.rawValue ?? "" == "" else { return }
        architecture = metadata.annotations?[Annotations.architectureKey].map(Architecture.init(rawValue:))
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
