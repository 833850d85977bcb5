extension VirtualMachineInstanceSpec {
    /// What is wrong with networks, and with interfaces as far as they hang on them.
    func networkCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        let networks = networks ?? []
        let interfaces = domain.devices.interfaces ?? []
        guard !networks.isEmpty || !interfaces.isEmpty else { return [] }
        var causes = networkSourceCauses(at: field)
        let places = Dictionary(networks.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { $1 })
        let names = Set(interfaces.map(\.name))
        var seen: Set<String> = []
        for (index, network) in networks.enumerated() {
            if !seen.insert(network.name).inserted {
                causes.append(
                    .duplicate(
                        "Network with name \"\(network.name)\" already exists, every network must have a unique name",
                        at: "\(field).networks[\(index)].name"))
            }
            if !names.contains(network.name) {
                let field = "\(field).networks[\(index)].name"
                causes.append(.required("\(field) '\(network.name)' not found.", at: field))
            }
        }
        causes += networkClaimCauses(at: field, under: configuration)
        let main = networks.first { $0.pod != nil || $0.multus?.default == true }
        seen = []
        for (index, interface) in interfaces.enumerated() {
            let network = places[interface.name].map { networks[$0] }
            let place = InterfacePlace(spec: field, index: index)
            if !seen.insert(interface.name).inserted {
                causes.append(
                    .duplicate("Only one interface can be connected to one specific network", at: place.path("name")))
            }
            if network == nil {
                causes.append(.invalid("\(place.path("name")) '\(interface.name)' not found.", at: place.path("name")))
            }
            interface.checkState(place, isMain: main?.name == interface.name, &causes)
            interface.checkBinding(place, network, configuration, &causes)
            interface.check(place, &causes)
            interface.checkPorts(place, network, configuration, &causes)
        }
        return causes
    }

    /// Whether each network is of one kind, and only one of them the machine's main one.
    private func networkSourceCauses(at field: String) -> [StatusCause] {
        let networks = networks ?? []
        var (pods, defaults) = (0, 0)
        var causes: [StatusCause] = []
        for (index, network) in networks.enumerated() {
            if network.pod != nil { pods += 1 }
            if network.multus?.default == true { defaults += 1 }
            let kinds =
                (network.pod == nil ? 0 : 1) + (network.multus == nil ? 0 : 1) + (network.resourceClaim == nil ? 0 : 1)
            if kinds == 0 {
                causes.append(.required("should have a network type", at: "\(field).networks[\(index)]"))
            } else if kinds > 1 {
                causes.append(.required("should have only one network type", at: "\(field).networks[\(index)]"))
            }
        }
        if pods > 1 {
            let field = field + ".interfaces"
            causes.append(.duplicate("more than one interface is connected to a pod network in \(field)", at: field))
        }
        if defaults > 1 {
            causes.append(.invalid("Multus CNI should only have one default network", at: field + ".networks"))
        }
        if pods > 0, defaults > 0 {
            causes.append(
                .invalid(
                    "Pod network cannot be defined when Multus default network is defined", at: field + ".networks"))
        }
        // KubeVirt tells only the first.
        if let index = networks.firstIndex(where: { $0.multus?.networkName.isEmpty == true }) {
            causes.append(.required("CNI delegating plugin must have a networkName", at: "\(field).networks[\(index)]"))
        }
        return causes
    }

    /// Networks whose devices are given through claims on resources.
    private func networkClaimCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        let networks = networks ?? []
        guard networks.contains(where: { $0.resourceClaim != nil }) else { return [] }
        guard configuration.isEnabled(.networkDevicesWithDRA) else {
            return [
                .invalid(
                    "vmi.spec.networks contains DRA networks but NetworkDevicesWithDRA feature gate is not enabled",
                    at: field + ".networks")
            ]
        }
        guard !networks.contains(where: { $0.multus != nil }) else {
            return [
                .invalid(
                    "mixing Multus and DRA resourceClaim networks in the same VMI is not supported",
                    at: field + ".networks")
            ]
        }
        var causes: [StatusCause] = []
        var taken: Set<RequestedClaim> = []
        let claims = Set((resourceClaims ?? []).map(\.name))
        let interfaces = Dictionary(
            (domain.devices.interfaces ?? []).map { ($0.name, $0.sriov != nil || $0.binding != nil) },
            uniquingKeysWith: { first, _ in first })
        for (index, network) in networks.enumerated() {
            guard let source = network.resourceClaim else { continue }
            let place = "\(field).networks[\(index)]"
            if interfaces[network.name] == false {
                causes.append(
                    .invalid(
                        "DRA network \"\(network.name)\" requires an SR-IOV or binding plugin interface",
                        at: field + ".domain.devices.interfaces"))
            }
            for (name, part) in [(source.claimName, "claimName"), (source.requestName, "requestName")]
            where (name ?? "").isEmpty {
                causes.append(.required("\(part) is required for DRA network", at: "\(place).resourceClaim.\(part)"))
            }
            guard let claim = RequestedClaim(source.claimName, source.requestName), claim.isComplete else {
                continue
            }
            if !claims.contains(claim.claim) {
                causes.append(
                    .notFound(
                        "network references resourceClaim \"\(claim.claim)\" which is not defined in "
                            + "spec.resourceClaims", at: "\(place).resourceClaim.claimName"))
            }
            if !taken.insert(claim).inserted {
                causes.append(
                    .duplicate("duplicate claimName/requestName combination \"\(claim.description)\"", at: place))
            }
        }
        return causes
    }
}
