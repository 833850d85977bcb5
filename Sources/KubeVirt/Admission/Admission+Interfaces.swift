/// Where an interface stands; spelt out only for who is refused.
struct InterfacePlace {
    var spec: String
    var index: Int

    func path(_ part: String) -> String { "\(spec).domain.devices.interfaces[\(index)].\(part)" }
    var path: String { "\(spec).domain.devices.interfaces[\(index)]" }
}

extension DomainSpec.Devices {
    /// Bindings that once were; KubeVirt asks about them when a machine is made, not in templates of many.
    func discontinuedBindingCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        for (index, interface) in (interfaces ?? []).enumerated() {
            for (isUsed, name, part) in [
                (interface.slirp != nil, "Slirp interface support", "slirp"),
                (interface.passt != nil, "Passt network binding", "passt"),
                (interface.macvtap != nil, "Macvtap network binding", "macvtap"),
            ] where isUsed {
                causes.append(
                    .invalid(
                        "\(name) has been discontinued since v1.3", at: "\(field).interfaces[\(index)].\(part)"))
            }
        }
        return causes
    }
}

extension DomainSpec.Interface {
    func checkState(_ place: InterfacePlace, isMain: Bool, _ causes: inout [StatusCause]) {
        func refuse(_ message: String) { causes.append(.invalid(message, at: place.path("state"))) }
        switch state ?? "" {
        case "": break
        case "up", "down":
            if sriov != nil {
                refuse("\"\(name)\" interface's state \"\(state ?? "")\" is not supported for SR-IOV NICs")
            }
        case "absent":
            if bridge == nil {
                refuse("\"\(name)\" interface's state \"absent\" is supported only for bridge binding")
            }
            if isMain { refuse("\"\(name)\" interface's state \"absent\" is not supported on default networks") }
        default: refuse("logical \(name) interface state value is unsupported: \(state ?? "")")
        }
    }

    func checkBinding(
        _ place: InterfacePlace, _ network: VirtualMachineInstanceSpec.Network?, _ configuration: ClusterConfiguration,
        _ causes: inout [StatusCause]
    ) {
        var count = 0
        if bridge != nil { count += 1 }
        if masquerade != nil { count += 1 }
        if sriov != nil { count += 1 }
        if passtBinding != nil { count += 1 }
        if binding != nil { count += 1 }
        if count != 1 {
            causes.append(
                .invalid(
                    "logical \(name) interface must have exactly one binding method or binding plugin", at: place.path))
        }
        let isOnPod = network?.pod != nil
        if masquerade != nil {
            if !isOnPod {
                causes.append(
                    .invalid("Masquerade interface only implemented with pod network", at: place.path("name")))
            }
            // The address of the bridge that a launcher's pod has.
            if macAddress == "02:00:00:00:00:00" {
                causes.append(
                    .invalid(
                        "The requested MAC address is reserved for the in-pod bridge. Please choose another one.",
                        at: place.path("macAddress")))
            }
        }
        if bridge != nil, isOnPod, !configuration.permitsBridgeOnPodNetwork {
            causes.append(
                .invalid(
                    "Bridge on pod network configuration is not enabled under kubevirt-config", at: place.path("name")))
        }
        if passtBinding != nil {
            if !configuration.isEnabled(.passtBinding) {
                causes.append(.invalid("PasstBinding feature gate is not enabled", at: place.path("name")))
            }
            if !isOnPod {
                causes.append(
                    .invalid("PasstBinding interface only implemented with pod network", at: place.path("name")))
            }
        }
    }

    /// What is wrong with the interface by itself.
    func check(_ place: InterfacePlace, _ causes: inout [StatusCause]) {
        if name.isEmpty || !name.utf8.allSatisfy(Self.isNameByte) {
            causes.append(
                .invalid(
                    "Network interface name can only contain alphabetical characters, numbers, dashes (-) or "
                        + "underscores (_)", at: place.path("name")))
        }
        if let model, !model.isEmpty, !Self.models.contains(model) {
            causes.append(
                .unsupported(
                    "interface \(place.path("name")) uses model \(model) that is not supported.",
                    at: place.path("model")))
        }
        if let text = macAddress, !text.isEmpty, let problem = MACAddress.problem(of: text) {
            causes.append(.invalid("interface \(place.path("name")) has \(problem).", at: place.path("macAddress")))
        }
        if let text = pciAddress, !text.isEmpty, PCIAddress(text) == nil {
            causes.append(
                .invalid(
                    "interface \(place.path("name")) has malformed PCI address (\(text)).", at: place.path("pciAddress")
                ))
        }
        checkDHCP(place, &causes)
    }

    private func checkDHCP(_ place: InterfacePlace, _ causes: inout [StatusCause]) {
        guard let dhcpOptions else { return }
        let options = dhcpOptions.privateOptions ?? []
        // KubeVirt blames the spec.
        if Set(options.map(\.option)).count < options.count {
            causes.append(
                .invalid("Found Duplicates: you have provided duplicate DHCPPrivateOptions", at: place.spec))
        }
        for option in options where !(224...254).contains(option.option) {
            causes.append(
                .invalid("provided DHCPPrivateOptions are out of range, must be in range 224 to 254", at: place.spec))
        }
        for (index, server) in (dhcpOptions.ntpServers ?? []).enumerated() where !IPv4Address.isAddress(server) {
            causes.append(
                .invalid(
                    "NTP servers must be a list of valid IPv4 addresses.",
                    at: place.path("dhcpOptions.ntpServers[\(index)]")))
        }
    }

    private static let models = ["virtio", "e1000", "e1000e", "igb", "ne2k_pci", "pcnet", "rtl8139"]

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

extension MACAddress {
    /// What KubeVirt says of a text that is no address of an Ethernet card; nil when it is one.
    static func problem(of text: String) -> String? {
        guard let address = MACAddress(text) else { return "malformed MAC address (\(text))" }
        return address.bytes.count > 6 ? "too long MAC address (\(text))" : nil
    }
}

extension IPv4Address {
    /// Whether Go reads the text as an IPv4 address: in four parts, alone or in IPv6's clothes.
    fileprivate static func isAddress(_ text: String) -> Bool {
        if IPv4Address(text) != nil { return true }
        guard text.lowercased().hasPrefix("::ffff:") else { return false }
        return IPv4Address(text.dropFirst(7)) != nil
    }
}
