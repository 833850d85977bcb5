extension VirtualMachineInstanceSpec {
    /// What a machine needs that asks for one of NVIDIA's Grace processors' devices by its resource.
    func graceCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        let asked = graceRequests(under: configuration)
        let place = { (index: Int) in "\(field).domain.devices.\(asked[index].place).deviceName" }
        var causes: [StatusCause] = []
        let isOn = configuration.isEnabled(.graceIOVirtualization)
        for (index, request) in asked.enumerated() where isOn && request.kind == .ambiguous {
            causes.append(
                .invalid(
                    "GraceIOVirtualization requires an exact pciVendorSelector for NVIDIA PCI host device resource "
                        + "\"\(request.resource)\"", at: place(index)))
        }
        guard asked.contains(where: { $0.kind == .grace }) else { return causes }
        guard isOn else {
            for (index, request) in asked.enumerated() where request.kind == .grace {
                causes.append(
                    .invalid(
                        "GraceIOVirtualization feature gate must be enabled for NVIDIA Grace GPU passthrough resource "
                            + "\"\(request.resource)\"", at: place(index)))
            }
            return causes
        }
        let architecture = architecture ?? configuration.defaultArchitecture
        if architecture != .arm64 {
            causes.append(.invalid("GraceIOVirtualization requires arm64 architecture", at: field + ".architecture"))
        }
        let type = domain.machine?.type ?? ""
        if !(type.isEmpty ? configuration.machineType(of: architecture) : type).hasPrefix("virt") {
            causes.append(
                .invalid(
                    "GraceIOVirtualization requires \"virt\" machine type", at: field + ".domain.machine.type"))
        }
        if domain.cpu?.dedicatedCpuPlacement != true {
            causes.append(
                .required(
                    "GraceIOVirtualization requires dedicated CPU placement",
                    at: field + ".domain.cpu.dedicatedCpuPlacement"))
        }
        for gate in [FeatureGate.pciNUMAAwareTopology, .iommufd] where !configuration.isEnabled(gate) {
            causes.append(
                .invalid(
                    "\(gate) feature gate must be enabled when GraceIOVirtualization is used",
                    at: field + ".domain.devices"))
        }
        return causes
    }

    /// Annotations that do not go with such devices; `field` is the metadata's path.
    func graceCauses(
        ofAnnotations annotations: [String: String]?, at field: String, under configuration: ClusterConfiguration
    )
        -> [StatusCause]
    {
        guard let annotations, graceRequests(under: configuration).contains(where: { $0.kind == .grace }) else {
            return []
        }
        var causes: [StatusCause] = []
        for (key, message) in [
            (
                "kubevirt.io/placePCIDevicesOnRootComplex",
                "GraceIOVirtualization is not compatible with placing PCI devices on the root complex"
            ),
            ("kubevirt.io/disablePCIHole64", "GraceIOVirtualization requires the 64-bit PCI hole"),
        ] where annotations[key] == "true" {
            causes.append(.invalid(message, at: "\(field).annotations[\(key)]"))
        }
        return causes
    }

    private struct GraceRequest {
        enum Kind { case grace, ambiguous }

        var place: String
        var resource: String
        var kind: Kind
    }

    private func graceRequests(under configuration: ClusterConfiguration) -> [GraceRequest] {
        guard !configuration.permittedPCIDevices.isEmpty else { return [] }
        let selectors = Dictionary(
            configuration.permittedPCIDevices.filter { !$0.resourceName.isEmpty && !$0.pciVendorSelector.isEmpty }
                .map { ($0.resourceName, $0.pciVendorSelector) }, uniquingKeysWith: { $1 })
        let gpus = (domain.devices.gpus ?? []).enumerated().map { ("gpus[\($0)]", $1.deviceName ?? "") }
        let others = (domain.devices.hostDevices ?? []).enumerated().map { ("hostDevices[\($0)]", $1.deviceName ?? "") }
        return (gpus + others).compactMap { place, resource in
            guard let selector = selectors[resource], let kind = Self.graceKind(of: selector) else { return nil }
            return GraceRequest(place: place, resource: resource, kind: kind)
        }
    }

    /// Vendor and device of a selector, in four hexadecimal digits each, the device perhaps any.
    private static func graceKind(of selector: String) -> GraceRequest.Kind? {
        let parts = selector.split(separator: ":", omittingEmptySubsequences: false).map { part in
            let text = part.uppercased().filter { !$0.isWhitespace }
            return text.hasPrefix("0X") ? String(text.dropFirst(2)) : text
        }
        guard parts.count == 2, parts[0] == "10DE" else { return nil }
        if parts[1] == "*" { return .ambiguous }
        return ["2342", "2348", "2941"].contains(parts[1]) ? .grace : nil
    }
}
