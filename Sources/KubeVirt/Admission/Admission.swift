extension VirtualMachineInstance {
    /// Why a cluster with this configuration would refuse the machine, in the words of KubeVirt's webhook; empty when it
    /// would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        metadata.admission(at: "metadata", under: configuration) + spec.memoryRequest(at: "spec")
            + spec.admission(at: "spec", under: configuration, annotations: metadata)
            + spec.attachmentCauses(at: "spec") + spec.deviceArchitectureCauses(at: "spec")
            + spec.domain.devices.discontinuedBindingCauses(at: "spec.domain.devices")
            + spec.graceCauses(ofAnnotations: metadata.annotations, at: "metadata", under: configuration)
    }
}

extension VirtualMachineInstanceSpec {
    /// A machine has to say how much memory it has; KubeVirt asks that of machines, not of every spec.
    package func memoryRequest(at field: String) -> [StatusCause] {
        let memory = [domain.resources?.requests?["memory"], domain.resources?.limits?["memory"]]
        guard domain.memory?.guest == nil, memory.allSatisfy({ $0 ?? .zero == .zero }) else { return [] }
        let domain = field + ".domain"
        return [
            .required(
                "no memory requested, at least one of '\(domain).memory.guest', "
                    + "'\(domain).memory.hugepages.pageSize' or '\(domain).resources.requests.memory' must be set",
                at: nil)
        ]
    }

    /// Why this spec would be refused; `field` is where it stands.
    package func admission(
        at field: String, under configuration: ClusterConfiguration = ClusterConfiguration(),
        annotations: ObjectMeta = ObjectMeta()
    ) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let architecture, !Architecture.supported.contains(architecture) {
            let known = Architecture.supported.map(\.rawValue).joined(separator: ", ")
            causes.append(
                .init(
                    field: field + ".architecture",
                    message: "architecture \(architecture.rawValue) is not supported (known: \(known))",
                    reason: .fieldValueNotSupported))
        }
        if let seconds = terminationGracePeriodSeconds, seconds < 0 {
            causes.append(
                .invalid(
                    "\(field).terminationGracePeriodSeconds must not be negative",
                    at: field + ".terminationGracePeriodSeconds"))
        }
        if let evictionStrategy, !EvictionStrategy.known.contains(evictionStrategy) {
            let field = field + ".evictionStrategy"
            causes.append(
                .invalid("\(field) is set with an unrecognized option: \(evictionStrategy.rawValue)", at: field))
        }
        causes += hostNameCauses(at: field)
        let domainField = field + ".domain"
        causes += domain.resourceCauses(at: domainField)
        causes += domain.memoryCauses(at: domainField)
        causes += domain.topologyCauses(at: domainField, architecture: architecture, spec: field)
        causes += deviceCauses(at: field, under: configuration)
        causes += domain.bootloaderCauses(at: domainField)
        causes += domain.kernelCauses(at: domainField + ".firmware.kernelBoot", annotations: annotations)
        causes += domain.secureBootCauses(at: domainField)
        causes += domain.clockCauses(at: domainField + ".clock")
        if architecture == .arm64 { causes += domain.armCauses(at: domainField) }
        return causes
    }
}
