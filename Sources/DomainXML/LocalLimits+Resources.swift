import KubeVirt

extension VirtualMachineInstanceSpec {
    /// No processor addresses as much (52 bits), and sums of such amounts are far from what 64 bits hold.
    private static let mostMemory = Quantity.tebibytes(4096)

    /// Amounts that a cluster would set aside or hold the machine to.
    func refuseResources(_ refusals: inout Refusals) {
        let resources = domain.resources
        if domain.guestMemory > Self.mostMemory {
            refusals.add(
                "domain.memory.guest",
                "\(domain.guestMemory) is more than \(Self.mostMemory), which no host has; give the guest less")
        }
        for (part, list) in [("requests", resources?.requests), ("limits", resources?.limits)] {
            for name in (list ?? [:]).keys.sorted() where name != "cpu" && name != "memory" {
                refusals.add(
                    "domain.resources.\(part).\(name)", "only cpu and memory are known here; leave it out for this host"
                )
            }
        }
        // No cgroup holds the machine to a limit of memory: the guest's own memory bounds it.
        guard let limit = resources?.limits?["memory"], limit > .zero, let guest = domain.memory?.guest, guest > limit
        else { return }
        refusals.add(
            "domain.memory.guest",
            "\(guest) is more than the limit of \(limit) that domain.resources.limits.memory sets")
    }
}
