extension VirtualMachineInstanceSpec {
    /// Claims on resources: themselves, and the devices that are given through them.
    func resourceClaimCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        var causes: [StatusCause] = []
        checkClaims(field + ".resourceClaims", &causes)
        var requests = ClaimedDevices()
        let gpus = (domain.devices.gpus ?? []).map { ($0.deviceName, RequestedClaim($0.claimName, $0.requestName)) }
        let others = (domain.devices.hostDevices ?? []).map {
            ($0.deviceName, RequestedClaim($0.claimName, $0.requestName))
        }
        requests.add(
            gpus, ClaimedDevices.Kind(field: "gpus", name: "GPU", isMixed: false), at: field,
            configuration.isEnabled(.gpusWithDRA), &causes)
        requests.add(
            others, ClaimedDevices.Kind(field: "hostDevices", name: "HostDevice", isMixed: true), at: field,
            configuration.isEnabled(.hostDevicesWithDRA), &causes)
        if configuration.isEnabled(.networkDevicesWithDRA) {
            var own: Set<RequestedClaim> = []
            for (index, network) in (networks ?? []).enumerated() {
                guard let source = network.resourceClaim,
                    let claim = RequestedClaim(source.claimName, source.requestName), claim.isComplete,
                    own.insert(claim).inserted
                else { continue }
                requests.take(claim, "Networks", index, at: field + ".networks", &causes)
            }
        }
        let names = Set((resourceClaims ?? []).map(\.name))
        if !names.isSuperset(of: requests.claimNames) {
            causes.append(
                .invalid(
                    "vmi.spec.resourceClaims must specify all claims used in vmi.spec.domain.devices.gpus and "
                        + "vmi.spec.domain.devices.hostDevices", at: field + ".resourceClaims"))
        }
        return causes
    }

    private func checkClaims(_ field: String, _ causes: inout [StatusCause]) {
        var names: Set<String> = []
        for (index, claim) in (resourceClaims ?? []).enumerated() {
            let field = "\(field)[\(index)]"
            if claim.name.isEmpty {
                causes.append(.required("\(field).name is a required field", at: field + ".name"))
            } else if !names.insert(claim.name).inserted {
                causes.append(.duplicate("duplicate resourceClaims name \"\(claim.name)\"", at: field + ".name"))
            } else {
                let problems = ObjectName.labelProblems(claim.name)
                if !problems.isEmpty {
                    causes.append(
                        .invalid(
                            "\(field).name does not conform to the kubernetes DNS_LABEL rules: "
                                + problems.joined(separator: ", "), at: field + ".name"))
                }
            }
            switch (claim.resourceClaimName, claim.resourceClaimTemplateName) {
            case (_?, _?):
                causes.append(
                    .invalid(
                        "at most one of resourceClaimName or resourceClaimTemplateName may be specified", at: field))
            case (nil, nil):
                causes.append(
                    .invalid("must specify one of: resourceClaimName, resourceClaimTemplateName", at: field))
            default: break
            }
            for (name, part) in [
                (claim.resourceClaimName, ".resourceClaimName"),
                (claim.resourceClaimTemplateName, ".resourceClaimTemplateName"),
            ] {
                for problem in name.map(ObjectName.subdomainProblems) ?? [] {
                    causes.append(.invalid(problem, at: field + part))
                }
            }
        }
    }
}

/// A request of a claim, by which a device is given.
struct RequestedClaim: Hashable {
    var claim: String
    var request: String

    /// Nil where neither is said: then the device is not given through a claim.
    init?(_ claim: String?, _ request: String?) {
        if claim == nil, request == nil { return nil }
        self.claim = claim ?? ""
        self.request = request ?? ""
    }

    var isComplete: Bool { !claim.isEmpty && !request.isEmpty }
    var description: String { "\(claim)/\(request)" }
}

/// Which requests are taken, and by which device.
private struct ClaimedDevices {
    struct Kind {
        var field: String
        var name: String
        /// Whether devices given through claims may stand beside others.
        var isMixed: Bool
    }

    private var owners: [RequestedClaim: (kind: String, index: Int)] = [:]
    var claimNames: Set<String> = []

    /// Devices of one kind, by name or claim.
    mutating func add(
        _ devices: [(deviceName: String?, claim: RequestedClaim?)], _ kind: Kind, at spec: String, _ isOn: Bool,
        _ causes: inout [StatusCause]
    ) {
        guard !devices.isEmpty else { return }
        let field = "\(spec).domain.devices.\(kind.field)"
        let isClaimed = devices.map { ($0.deviceName ?? "").isEmpty && $0.claim != nil }
        if !kind.isMixed, isClaimed.contains(true), isClaimed.contains(false) {
            causes.append(
                .invalid(
                    "vmi.\(kind.list) contains both DRA and non-DRA \(kind.name)s; each \(kind.name) must be either "
                        + "DRA or non-DRA", at: field))
            return
        }
        for (device, isClaimed) in zip(devices, isClaimed) where !isClaimed {
            if (device.deviceName ?? "").isEmpty {
                causes.append(
                    .required(
                        "vmi.\(kind.list) contains \(kind.name)s without deviceName or claimRequest; each "
                            + "\(kind.name) must specify either a deviceName or a claimRequest", at: field))
            } else if device.claim != nil {
                causes.append(
                    .invalid(
                        "vmi.\(kind.list) contains \(kind.name)s with both deviceName and claimRequest", at: field))
            }
        }
        guard isClaimed.contains(true) else { return }
        guard isOn else {
            causes.append(
                .invalid(
                    "vmi.\(kind.list) contains DRA enabled \(kind.name)s but feature gate is not enabled", at: field))
            return
        }
        var own: Set<RequestedClaim> = []
        for (index, device) in devices.enumerated() where isClaimed[index] {
            guard let claim = device.claim else { continue }
            if claim.claim.isEmpty {
                causes.append(
                    .required("claimName is required for DRA \(kind.name)", at: "\(field)[\(index)].claimName"))
            }
            if claim.request.isEmpty {
                causes.append(
                    .required("requestName is required for DRA \(kind.name)", at: "\(field)[\(index)].requestName"))
            }
            guard claim.isComplete else { continue }
            claimNames.insert(claim.claim)
            if own.insert(claim).inserted {
                take(claim, kind.name + "s", index, at: field, &causes)
            } else {
                causes.append(
                    .duplicate(
                        "duplicate claimName/requestName pair \"\(claim.description)\"", at: "\(field)[\(index)]"))
            }
        }
    }

    /// One request is for one device, of whatever kind.
    mutating func take(
        _ claim: RequestedClaim, _ kind: String, _ index: Int, at field: String, _ causes: inout [StatusCause]
    ) {
        guard let owner = owners[claim] else {
            owners[claim] = (kind, index)
            return
        }
        causes.append(
            .duplicate(
                "duplicate claimName/requestName pair \"\(claim.description)\" between \(owner.kind)[\(owner.index)] "
                    + "and \(kind)[\(index)]", at: "\(field)[\(index)]"))
    }
}

extension ClaimedDevices.Kind {
    fileprivate var list: String { "spec.domain.devices.\(field)" }
}
