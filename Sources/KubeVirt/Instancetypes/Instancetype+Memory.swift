extension VirtualMachineInstanceSpec {
    /// Memory of an instancetype; the first conflict is the one that KubeVirt tells.
    mutating func applyMemory(
        _ instancetype: VirtualMachineInstancetypeSpec.MemoryInstancetype, at field: String,
        _ conflicts: inout [StatusCause]
    ) {
        if let conflict = memoryConflict(instancetype) {
            return conflicts.append(.conflict(at: field + ".domain." + conflict))
        }
        var memory = domain.memory ?? DomainSpec.Memory()
        memory.guest = instancetype.guest
        memory.hugepages = instancetype.hugepages ?? memory.hugepages
        memory.maxGuest = instancetype.maxGuest ?? memory.maxGuest
        domain.memory = memory
        if let percent = instancetype.overcommitPercent, percent > 0 {
            var resources = domain.resources ?? DomainSpec.ResourceRequirements()
            resources.requests = resources.requests ?? [:]
            resources.requests?["memory"] = instancetype.guest.overcommitted(percent: percent)
            domain.resources = resources
        }
    }

    private func memoryConflict(_ instancetype: VirtualMachineInstancetypeSpec.MemoryInstancetype) -> String? {
        let (memory, resources) = (domain.memory, domain.resources)
        if memory?.guest != nil { return "memory.guest" }
        if memory?.hugepages != nil, instancetype.hugepages != nil { return "memory.hugepages" }
        if memory?.maxGuest != nil, instancetype.maxGuest != nil { return "memory.maxGuest" }
        if resources?.requests?["memory"] != nil { return "resources.requests.memory" }
        if resources?.limits?["memory"] != nil { return "resources.limits.memory" }
        return nil
    }
}

extension Quantity {
    /// What is left of the amount. In single precision, as KubeVirt computes it: others would ask for other bytes.
    fileprivate func overcommitted(percent: Int32) -> Quantity {
        let share = Float(bytes) * (1 - Float(percent) / 100)
        return Quantity(nanos: Int128(Int64(clamping: Int128(share))) * Self.nanosInOne, format: format)
    }
}
