extension VirtualMachineInstanceSpec {
    /// What is wrong with networks, and with interfaces as far as they hang on them.
    func networkCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        let networks = networks ?? []
        let interfaces = domain.devices.interfaces ?? []
        let interfaceField = field + ".domain.devices.interfaces"
        var causes = sourceCauses(at: field)
        for (index, interface) in interfaces.enumerated() {
            causes += interface.stateCauses(at: "\(interfaceField)[\(index)]", networks: networks)
        }
        for (index, interface) in interfaces.enumerated() {
            let network = networks.last { $0.name == interface.name }
            causes += interface.bindingCauses(at: "\(interfaceField)[\(index)]", network: network)
        }
        var seen: Set<String> = []
        for (index, network) in networks.enumerated() where !seen.insert(network.name).inserted {
            causes.append(
                .duplicate(
                    "Network with name \"\(network.name)\" already exists, every network must have a unique name",
                    at: "\(field).networks[\(index)].name"))
        }
        for (index, network) in networks.enumerated() where !interfaces.contains(where: { $0.name == network.name }) {
            let field = "\(field).networks[\(index)].name"
            causes.append(.required("\(field) '\(network.name)' not found.", at: field))
        }
        seen = []
        for (index, interface) in interfaces.enumerated() where !seen.insert(interface.name).inserted {
            causes.append(
                .duplicate(
                    "Only one interface can be connected to one specific network",
                    at: "\(interfaceField)[\(index)].name"))
        }
        for (index, interface) in interfaces.enumerated() where !networks.contains(where: { $0.name == interface.name })
        {
            let field = "\(interfaceField)[\(index)].name"
            causes.append(.invalid("\(field) '\(interface.name)' not found.", at: field))
        }
        for (index, interface) in interfaces.enumerated() {
            let isPod = networks.last { $0.name == interface.name }?.pod != nil
            causes += interface.causes(at: "\(interfaceField)[\(index)]", spec: field, onPodNetwork: isPod)
        }
        return causes
    }

    private func sourceCauses(at field: String) -> [StatusCause] {
        let networks = networks ?? []
        let pods = networks.filter { $0.pod != nil }.count
        let defaults = networks.filter { $0.multus?.default ?? false }.count
        var causes: [StatusCause] = []
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
        for (index, network) in networks.enumerated() {
            let field = "\(field).networks[\(index)]"
            switch (network.pod, network.multus) {
            case (nil, nil): causes.append(.required("should have a network type", at: field))
            case (_?, _?): causes.append(.required("should have only one network type", at: field))
            default: break
            }
        }
        // KubeVirt tells only the first.
        if let index = networks.firstIndex(where: { $0.multus?.networkName.isEmpty ?? false }) {
            causes.append(.required("CNI delegating plugin must have a networkName", at: "\(field).networks[\(index)]"))
        }
        return causes
    }
}
