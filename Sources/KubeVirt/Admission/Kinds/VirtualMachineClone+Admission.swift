extension VirtualMachineClone {
    /// Why a cluster with this configuration would refuse the clone; empty when it would be admitted.
    public func admission(under configuration: ClusterConfiguration = ClusterConfiguration()) -> [StatusCause] {
        guard configuration.isEnabled(.snapshot) else { return [.error("snapshot feature gate is not enabled")] }
        var causes = Self.filterCauses(spec.annotationFilters, at: "spec.annotations")
        causes += Self.filterCauses(spec.labelFilters, at: "spec.labels")
        causes += Self.filterCauses(spec.template?.annotationFilters, at: "spec.template.annotations")
        causes += Self.filterCauses(spec.template?.labelFilters, at: "spec.template.labels")
        causes += referenceCauses
        for (name, address) in (spec.newMacAddresses ?? [:]).sorted(by: { $0.key < $1.key })
        where !address.isEmpty && MACAddress.problem(of: address) != nil {
            causes.append(
                .invalid(
                    "interface \(name) has malformed MAC address (\(address)).", at: "spec.newMacAddresses.\(name)"))
        }
        for (index, patch) in (spec.patches ?? []).enumerated() where !JSONText.isValid(patch) {
            causes.append(.invalid("patch is not valid JSON (\(patch))", at: "spec.patches[\(index)]"))
        }
        return causes
    }

    /// What is cloned, and into what. KubeVirt's paths have capitals.
    private var referenceCauses: [StatusCause] {
        let (source, target) = (spec.source, spec.target)
        var causes: [StatusCause] = []
        func refuse(_ message: String, _ place: String) { causes.append(.invalid(message, at: "spec." + place)) }
        if !["VirtualMachine", "VirtualMachineSnapshot"].contains(source.kind) {
            refuse("Source kind is not supported", "Source.Kind")
        }
        if let target, target.kind != "VirtualMachine" { refuse("Target kind is not supported", "Target.Kind") }
        if source.apiGroup ?? "" == "" { refuse("Source's APIGroup cannot be empty", "Source.APIGroup") }
        if source.kind.isEmpty { refuse("Source's Kind cannot be empty", "Source") }
        if source.name.isEmpty { refuse("Source's name cannot be empty", "Source.Name") }
        if let target, source.kind == "VirtualMachine", target.kind == source.kind, target.name == source.name {
            refuse("Target name cannot be equal to source name when both are VirtualMachines", "target.name")
        }
        return causes
    }

    /// A filter may begin with `!` and end with `*`.
    private static func filterCauses(_ filters: [String]?, at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for filter in filters ?? [] {
            let bytes = Array(filter.utf8)
            if bytes.count == 1 {
                if filter == "!" { causes.append(.invalid("a negation character is not a valid filter", at: field)) }
                continue
            }
            if bytes.dropFirst().contains(UInt8(ascii: "!")) {
                causes.append(
                    .invalid(
                        "\(field) filter \(filter) is invalid: cannot contain a negation character (!) but at its "
                            + "beginning", at: field))
            }
            if bytes.dropLast().contains(UInt8(ascii: "*")) {
                causes.append(
                    .invalid(
                        "\(field) filter \(filter) is invalid: cannot contain a wildcard character (*) but at its end",
                        at: field))
            }
        }
        return causes
    }
}
