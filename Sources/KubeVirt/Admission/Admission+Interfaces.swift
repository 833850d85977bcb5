extension DomainSpec.Interface {
    func stateCauses(at field: String, networks: [VirtualMachineInstanceSpec.Network]) -> [StatusCause] {
        guard let state, !state.isEmpty else { return [] }
        let field = field + ".state"
        switch state {
        case "up", "down":
            guard sriov != nil else { return [] }
            return [.invalid("\"\(name)\" interface's state \"\(state)\" is not supported for SR-IOV NICs", at: field)]
        case "absent":
            var causes: [StatusCause] = []
            if bridge == nil {
                causes.append(
                    .invalid(
                        "\"\(name)\" interface's state \"absent\" is supported only for bridge binding", at: field))
            }
            let main = networks.first { $0.pod != nil || $0.multus?.default ?? false }
            if main?.name == name {
                causes.append(
                    .invalid(
                        "\"\(name)\" interface's state \"absent\" is not supported on default networks", at: field))
            }
            return causes
        default: return [.invalid("logical \(name) interface state value is unsupported: \(state)", at: field)]
        }
    }

    func bindingCauses(at field: String, network: VirtualMachineInstanceSpec.Network?) -> [StatusCause] {
        var causes: [StatusCause] = []
        if binding != nil, bridge != nil || masquerade != nil || sriov != nil || passtBinding != nil {
            causes.append(
                .invalid(
                    "logical \(name) interface cannot have both binding plugin and interface binding method",
                    at: field + ".binding"))
        }
        guard masquerade != nil else { return causes }
        if network?.pod == nil {
            causes.append(.invalid("Masquerade interface only implemented with pod network", at: field + ".name"))
        }
        // The address of the bridge that a launcher's pod has.
        if macAddress?.lowercased() == "02:00:00:00:00:00" {
            causes.append(
                .invalid(
                    "The requested MAC address is reserved for the in-pod bridge. Please choose another one.",
                    at: field + ".macAddress"))
        }
        return causes
    }

    func causes(at field: String, spec: String, onPodNetwork: Bool) -> [StatusCause] {
        var causes: [StatusCause] = []
        if name.isEmpty || !name.utf8.allSatisfy(Self.isNameByte) {
            causes.append(
                .invalid(
                    "Network interface name can only contain alphabetical characters, numbers, dashes (-) or "
                        + "underscores (_)", at: field + ".name"))
        }
        if let model, !model.isEmpty, !Self.models.contains(model) {
            causes.append(
                StatusCause(
                    field: field + ".model",
                    message: "interface \(field).name uses model \(model) that is not supported.",
                    reason: .fieldValueNotSupported))
        }
        causes += addressCauses(at: field)
        if onPodNetwork, let ports { causes += Self.portCauses(ports, at: field + ".ports") }
        return causes + dhcpCauses(at: field + ".dhcpOptions", spec: spec)
    }

    private func addressCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let text = macAddress, !text.isEmpty {
            let address = MACAddress(text)
            if address == nil {
                causes.append(
                    .invalid("interface \(field).name has malformed MAC address (\(text)).", at: field + ".macAddress"))
            } else if let address, address.bytes.count > 6 {
                causes.append(
                    .invalid(
                        "interface \(field).name has MAC address (\(text)) that is too long.", at: field + ".macAddress"
                    ))
            }
        }
        if let text = pciAddress, !text.isEmpty, PCIAddress(text) == nil {
            causes.append(
                .invalid("interface \(field).name has malformed PCI address (\(text)).", at: field + ".pciAddress"))
        }
        return causes
    }

    private func dhcpCauses(at field: String, spec: String) -> [StatusCause] {
        let options = dhcpOptions?.privateOptions ?? []
        var causes: [StatusCause] = []
        if Set(options.map(\.option)).count < options.count {
            causes.append(
                .invalid("Found Duplicates: you have provided duplicate DHCPPrivateOptions", at: spec))
        }
        for option in options where !(224...254).contains(option.option) {
            causes.append(
                .invalid("provided DHCPPrivateOptions are out of range, must be in range 224 to 254", at: spec))
        }
        for (index, server) in (dhcpOptions?.ntpServers ?? []).enumerated() where IPv4Address(server) == nil {
            causes.append(
                .invalid("NTP servers must be a list of valid IPv4 addresses.", at: "\(field).ntpServers[\(index)]"))
        }
        return causes
    }

    private static func portCauses(_ ports: [DomainSpec.Port], at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        var names: Set<String> = []
        for (index, port) in ports.enumerated() {
            guard let name = port.name, !name.isEmpty else { continue }
            let field = "\(field)[\(index)].name"
            if !names.insert(name).inserted {
                causes.append(.duplicate("Duplicate name of the port: \(name)", at: field))
            }
            if !ObjectName.isPortName(name) { causes.append(.invalid("Invalid name of the port: \(name)", at: field)) }
        }
        for (index, port) in ports.enumerated() {
            let field = "\(field)[\(index)]"
            if port.port == 0 { causes.append(.required("Port field is mandatory.", at: field)) }
            // KubeVirt lets 65536 pass.
            if !(0...65536).contains(port.port) {
                causes.append(.invalid("Port field must be in range 0 < x < 65536.", at: field))
            }
            if let name = port.protocol, !["", "TCP", "UDP"].contains(name) {
                causes.append(.invalid("Unknown protocol, only TCP or UDP allowed", at: field + ".protocol"))
            }
        }
        return causes
    }

    private static let models: Set<String> = ["e1000", "e1000e", "igb", "ne2k_pci", "pcnet", "rtl8139", "virtio"]

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
        }
    }
}
