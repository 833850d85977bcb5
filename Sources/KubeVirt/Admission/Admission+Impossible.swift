extension VirtualMachineInstanceSpec {
    /// Values that KubeVirt lets pass and no machine can have. Who makes machines here refuses them at once.
    package func impossibleCauses(at field: String) -> [StatusCause] {
        var causes: [StatusCause] = []
        if let guest = domain.memory?.guest, guest <= .zero {
            let place = "\(field).domain.memory.guest"
            causes.append(.invalid("\(place) '\(guest)': must be greater than 0", at: place))
        }
        // QEMU's own bound on x86 is lower; this one keeps later arithmetic sane.
        if domain.cpu?.count ?? 1 > 512 {
            let place = "\(field).domain.cpu"
            causes.append(.invalid("\(place) asks for more than 512 processors", at: place))
        }
        if domain.clock?.utc != nil, domain.clock?.timezone != nil {
            let place = "\(field).domain.clock"
            causes.append(.invalid("\(place) must have one of utc and timezone, not both", at: place))
        }
        if let seconds = terminationGracePeriodSeconds, seconds < 0 {
            let place = "\(field).terminationGracePeriodSeconds"
            causes.append(.invalid("\(place) must not be negative", at: place))
        }
        return causes
    }
}
