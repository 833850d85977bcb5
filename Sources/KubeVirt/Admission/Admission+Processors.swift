extension DomainSpec {
    /// Processors: what is asked of the host, how they are placed, and what the guest sees of them.
    func processorCauses(
        at field: String, spec: String, architecture: Architecture?, under configuration: ClusterConfiguration
    ) -> [StatusCause] {
        var causes = processorResourceCauses(at: field)
        guard let cpu else { return causes }
        if cpu.dedicatedCpuPlacement == true {
            causes += pinningCauses(cpu, at: field)
            // The architecture's field is blamed, as KubeVirt does.
            if let threads = cpu.threads, threads > 1, architecture ?? configuration.defaultArchitecture == .arm64 {
                causes.append(
                    .invalid(
                        "threads must not be greater than 1 at \(field).cpu.threads (got \(threads)) "
                            + "when \(spec).architecture is arm64", at: "\(spec).architecture"))
            }
        }
        causes += numaCauses(cpu, at: field, under: configuration)
        causes += cpu.causes(at: "\(field).cpu")
        return causes
    }

    private func processorResourceCauses(at field: String) -> [StatusCause] {
        guard let resources else { return [] }
        let request = resources.requests?["cpu"] ?? .zero
        let limit = resources.limits?["cpu"] ?? .zero
        guard request != .zero || limit != .zero else { return [] }
        let (requestField, limitField) = ("\(field).resources.requests.cpu", "\(field).resources.limits.cpu")
        var causes: [StatusCause] = []
        if request.thousandths < 0 {
            causes.append(
                .invalid("\(requestField) '\(request)': must be greater than or equal to 0.", at: requestField))
        }
        if limit.thousandths < 0 {
            causes.append(.invalid("\(limitField) '\(limit)': must be greater than or equal to 0.", at: limitField))
        }
        if limit.thousandths > 0, request.thousandths > limit.thousandths {
            causes.append(
                .invalid("\(requestField) '\(request)' is greater than \(limitField) '\(limit)'", at: requestField))
        }
        return causes
    }

    /// Processors of their own have to be whole, and as many as is said elsewhere.
    private func pinningCauses(_ cpu: CPU, at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        let (requests, limits) = ("\(field).resources.requests", "\(field).resources.limits")
        let memoryRequest = resources?.requests?["memory"] ?? .zero
        let memoryLimit = resources?.limits?["memory"] ?? .zero
        if memoryLimit == .zero, memoryRequest == .zero, memory?.hugepages == nil, memory?.guest ?? .zero == .zero {
            causes.append(
                .invalid(
                    "\(requests).memory, \(limits).memory, \(field).memory.hugepages or \(field).memory.guest "
                        + "should be provided", at: "\(limits).memory"))
        }
        let request = resources?.requests?["cpu"] ?? .zero
        let limit = resources?.limits?["cpu"] ?? .zero
        if request.roundedUp > 0, !request.isWhole {
            causes.append(.invalid("provided resources CPU requests must be an integer", at: "\(requests).cpu"))
        }
        if limit.roundedUp > 0, !limit.isWhole {
            causes.append(.invalid("provided resources CPU limits must be an integer", at: "\(limits).cpu"))
        }
        if memoryRequest.roundedUp > 0, memoryLimit.roundedUp > 0, memoryRequest.roundedUp != memoryLimit.roundedUp {
            causes.append(.invalid("\(requests).memory must be equal to \(limits).memory", at: "\(requests).memory"))
        }
        let count = cpu.stated
        let placement = "\(field).cpu.dedicatedCpuPlacement"
        if request.roundedUp == 0, limit.roundedUp == 0, count == 0 {
            causes.append(
                .invalid(
                    "either \(requests).cpu or \(limits).cpu or \(field).cpu.cores must be provided "
                        + "when DedicatedCPUPlacement is true", at: placement))
        }
        if request.roundedUp > 0, limit.roundedUp > 0, request.roundedUp != limit.roundedUp {
            causes.append(
                .invalid(
                    "\(requests).cpu or \(limits).cpu must be equal when DedicatedCPUPlacement is true", at: placement))
        }
        if request.roundedUp > 0 || limit.roundedUp > 0, count > 0, request.roundedUp != count,
            limit.roundedUp != count
        {
            causes.append(
                .invalid(
                    "\(requests).cpu or \(limits).cpu must not be provided at the same time with \(field).cpu.cores "
                        + "when DedicatedCPUPlacement is true", at: placement))
        }
        if let threads = cpu.threads, threads > 2 {
            causes.append(
                .invalid(
                    "Not more than two threads must be provided at \(field).cpu.threads (got \(threads)) "
                        + "when DedicatedCPUPlacement is true", at: placement))
        }
        return causes
    }

    private func numaCauses(_ cpu: CPU, at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        guard cpu.numa?.guestMappingPassthrough != nil else { return [] }
        let passthrough = "\(field).cpu.numa.guestMappingPassthrough"
        var causes: [StatusCause] = []
        if !configuration.isEnabled(.numa) {
            causes.append(
                .invalid(
                    "NUMA feature gate is not enabled in kubevirt-config, invalid entry \(passthrough)", at: passthrough
                ))
        }
        if cpu.dedicatedCpuPlacement != true {
            causes.append(
                .invalid(
                    "\(field).cpu.dedicatedCpuPlacement must be set to true when NUMA topology strategy is set in "
                        + passthrough, at: passthrough))
        }
        if memory?.hugepages == nil {
            causes.append(
                .invalid(
                    "\(field).memory.hugepages must be requested when NUMA topology strategy is set in \(passthrough)",
                    at: passthrough))
        }
        return causes
    }
}

extension DomainSpec.CPU {
    private static let featurePolicies: Set<String> = ["", "disable", "forbid", "force", "optional", "require"]

    fileprivate func causes(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if isolateEmulatorThread == true, dedicatedCpuPlacement != true {
            causes.append(
                .invalid(
                    "IsolateEmulatorThread should be only set in combination with DedicatedCPUPlacement",
                    at: "\(field).isolateEmulatorThread"))
        }
        for (index, feature) in (features ?? []).enumerated() {
            guard let policy = feature.policy, !Self.featurePolicies.contains(policy) else { continue }
            causes.append(
                .unsupported(
                    "CPU feature \(feature.name) uses policy \(policy) that is not supported.",
                    at: "\(field).features[\(index)].policy"))
        }
        if let maxSockets, maxSockets != 0, Int64(sockets ?? 0) > Int64(maxSockets) {
            causes.append(
                .invalid(
                    "Number of sockets in CPU topology is greater than the maximum sockets allowed",
                    at: "\(field).sockets"))
        }
        guard realtime != nil else { return causes }
        if dedicatedCpuPlacement != true {
            causes.append(
                .required(
                    "\(field).dedicatedCpuPlacement must be set to true when \(field).realtime is used",
                    at: "\(field).dedicatedCpuPlacement"))
        }
        if numa?.guestMappingPassthrough == nil {
            causes.append(
                .required(
                    "\(field).numa.guestMappingPassthrough must be defined when \(field).realtime is used",
                    at: "\(field).numa.guestMappingPassthrough"))
        }
        return causes
    }

    /// Processors that the topology names: the product of what is set; zero when nothing is.
    var stated: Int64 {
        let parts = [cores, sockets, threads].compactMap { $0 }.filter { $0 != 0 }
        // A 32-bit product that wraps, as KubeVirt's.
        return parts.isEmpty ? 0 : Int64(parts.reduce(1) { $0 &* $1 })
    }
}

extension Quantity {
    private static let nanosInThousandth: Int128 = nanosInOne / 1000

    /// The amount in thousandths, rounded away from zero.
    var thousandths: Int128 {
        let (whole, rest) = nanos.quotientAndRemainder(dividingBy: Self.nanosInThousandth)
        return whole + Int128(rest.signum())
    }

    /// Whether nothing is left beside whole ones, as far as thousandths tell.
    fileprivate var isWhole: Bool { thousandths == Int128(roundedUp) * 1000 }
}
