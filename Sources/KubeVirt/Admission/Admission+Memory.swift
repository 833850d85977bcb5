extension DomainSpec {
    /// Memory that the host sets aside and that the guest sees.
    func memoryCauses(at field: String, under configuration: ClusterConfiguration) -> [StatusCause] {
        var causes = memoryResourceCauses(at: "\(field).resources")
        guard let memory else { return causes }
        if let hugepages = memory.hugepages { causes += hugepageCauses(hugepages, at: field) }
        if configuration.rolloutStrategy != .liveUpdate, let guest = memory.guest,
            let limit = resources?.limits?["memory"], limit.bytes != 0, guest.bytes > limit.bytes
        {
            causes.append(
                .invalid(
                    "\(field).memory.guest '\(guest)' must be equal to or less than the memory limit "
                        + "\(field).resources.limits.memory '\(limit)'", at: "\(field).memory.guest"))
        }
        if memory.reservedOverhead != nil, !configuration.isEnabled(.reservedOverheadMemlock) {
            causes.append(
                .invalid(
                    "Reserved overhead memlock feature gate is not enabled in kubevirt-config",
                    at: "\(field).memory.reservedOverhead"))
        }
        return causes
    }

    private func memoryResourceCauses(at field: String) -> [StatusCause] {
        guard let resources else { return [] }
        let request = resources.requests?["memory"] ?? .zero
        let limit = resources.limits?["memory"] ?? .zero
        var causes: [StatusCause] = []
        if request.bytes < 0 {
            causes.append(
                .invalid(
                    "\(field).requests.memory '\(request)': must be greater than or equal to 0.",
                    at: "\(field).requests.memory"))
        } else if request.bytes > 0, request < .megabytes(1) {
            causes.append(
                .invalid(
                    "\(field).requests.memory '\(request)': must be greater than or equal to 1M.",
                    at: "\(field).requests.memory"))
        }
        if limit.bytes < 0 {
            causes.append(
                .invalid(
                    "\(field).limits.memory '\(limit)': must be greater than or equal to 0.",
                    at: "\(field).limits.memory"))
        }
        if limit.bytes > 0, request.bytes > limit.bytes {
            causes.append(
                .invalid(
                    "\(field).requests.memory '\(request)' is greater than \(field).limits.memory '\(limit)'",
                    at: "\(field).requests.memory"))
        }
        return causes
    }

    /// Memory has to be a whole number of pages.
    private func hugepageCauses(_ hugepages: Hugepages, at field: String) -> [StatusCause] {
        let sizeField = "\(field).memory.hugepages.pageSize"
        let text = hugepages.pageSize ?? ""
        // KubeVirt's webhook falls over pages of nothing, which refuses the machine too.
        guard let size = try? Quantity(text), size.bytes != 0 else {
            return [
                .invalid(
                    "\(sizeField) '\(text)': must be an amount of memory such as 2Mi or 1Gi", at: sizeField)
            ]
        }
        let request = resources?.requests?["memory"] ?? .zero
        let candidates = [request, memory?.guest ?? .zero, resources?.limits?["memory"] ?? .zero]
        let amount = candidates.first { $0.bytes != 0 } ?? .zero
        let memoryField = "\(field).resources.requests.memory"
        if amount.bytes != 0, amount.bytes < size.bytes {
            return [
                .invalid(
                    "\(memoryField) '\(amount)' must be equal to or larger than page size \(sizeField) '\(text)'",
                    at: memoryField)
            ]
        }
        // Unchecked where a page of -1 has no remainder of the least number.
        guard amount.bytes.remainderReportingOverflow(dividingBy: size.bytes).partialValue == 0 else {
            return [
                .invalid(
                    "\(memoryField) '\(amount)' is not a multiple of the page size \(sizeField) '\(text)'",
                    at: memoryField)
            ]
        }
        return []
    }
}

extension VirtualMachineInstanceSpec {
    /// A machine has to say how much memory it has; KubeVirt asks that of machines, not of every spec.
    package func memoryRequest(at field: String) -> [StatusCause] {
        guard domain.resources?.requests?["memory"]?.bytes ?? 0 == 0, domain.memory?.guest == nil,
            domain.memory?.hugepages == nil
        else { return [] }
        return [
            .required(
                "no memory requested, at least one of '\(field).domain.memory.guest', "
                    + "'\(field).domain.memory.hugepages.pageSize' or '\(field).domain.resources.requests.memory' "
                    + "must be set", at: nil)
        ]
    }
}
