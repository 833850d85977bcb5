extension DomainSpec.Interface {
    /// Ports of an interface on the pod's network; those of others are passed over.
    func checkPorts(
        _ place: InterfacePlace, _ network: VirtualMachineInstanceSpec.Network?, _ configuration: ClusterConfiguration,
        _ causes: inout [StatusCause]
    ) {
        let isOnPod = network?.pod != nil
        if isOnPod, let ports, !ports.isEmpty { Self.check(ports, place, &causes) }
        guard let portRanges else { return }
        guard configuration.isEnabled(.portRanges) else {
            causes.append(
                .invalid(
                    "portRanges is specified on interface but the PortRangesSpec feature gate is not enabled",
                    at: place.path("name")))
            return
        }
        guard isOnPod else { return }
        if ports != nil {
            causes.append(
                .invalid("Cannot define both ports and portRanges on interface", at: place.path("name")))
        }
        if masquerade == nil {
            causes.append(
                .invalid("portRanges are only supported on masquerade interfaces", at: place.path("name")))
        }
        Self.check(portRanges, place, &causes)
    }

    private static func check(_ ports: [DomainSpec.Port], _ place: InterfacePlace, _ causes: inout [StatusCause]) {
        var names: Set<String> = []
        for (index, port) in ports.enumerated() {
            func path(_ part: String) -> String { place.path("ports[\(index)].\(part)") }
            if let name = port.name, !name.isEmpty {
                if !names.insert(name).inserted {
                    causes.append(.duplicate("Duplicate name of the port: \(name)", at: path("name")))
                }
                if !ObjectName.isPortName(name) {
                    causes.append(.invalid("Invalid name of the port: \(name)", at: path("name")))
                }
            }
            if port.port == 0 { causes.append(.required("Port field is mandatory.", at: path("port"))) }
            if !(0...65535).contains(port.port) {
                causes.append(.invalid("Port field must be in range 0 < x < 65536.", at: path("port")))
            }
            if let name = port.protocol, !["", "TCP", "UDP"].contains(name) {
                causes.append(.invalid("Unknown protocol, only TCP or UDP allowed", at: path("protocol")))
            }
        }
    }

    private static func check(
        _ ranges: [DomainSpec.PortRange], _ place: InterfacePlace, _ causes: inout [StatusCause]
    ) {
        guard ranges.count <= 10 else {
            causes.append(.invalid("No more than 10 portRanges are allowed", at: place.path("portRanges")))
            return
        }
        var sound: [String: [ClosedRange<Int32>]] = [:]
        for (index, range) in ranges.enumerated() {
            func refuse(_ message: String, _ part: String) {
                causes.append(.invalid(message, at: place.path("portRanges[\(index)].\(part)")))
            }
            if range.protocol != "TCP", range.protocol != "UDP" {
                refuse("Unknown protocol, only TCP or UDP allowed", "protocol")
            } else if !(1...65535).contains(range.start) {
                refuse("Start must be a valid port number, 0 < x < 65536", "start")
            } else if !(1...65535).contains(range.end) {
                refuse("End must be a valid port number, 0 < x < 65536", "end")
            } else if range.start > range.end {
                refuse("Start must be less than or equal to end", "start")
            } else {
                sound[range.protocol, default: []].append(range.start...range.end)
            }
        }
        for (name, ranges) in sound.sorted(by: { $0.key < $1.key }) {
            let sorted = ranges.sorted {
                ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound)
            }
            for (last, next) in zip(sorted, sorted.dropFirst()) where next.lowerBound <= last.upperBound {
                causes.append(
                    .invalid(
                        "\(name) portRanges [\(last.lowerBound)-\(last.upperBound)] and "
                            + "[\(next.lowerBound)-\(next.upperBound)] overlap", at: place.path("portRanges")))
            }
        }
    }
}
