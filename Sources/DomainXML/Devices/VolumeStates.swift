import KubeVirt

/// What a VMI's status says of its volumes: which were plugged in after the start, and how far they are.
struct VolumeStates: Sendable {
    /// Names of disks that were given out before.
    private(set) var targets: [String: String] = [:]
    private var phases: [String: String] = [:]
    private var permanent: Set<String> = []
    private var claims: [String: VirtualMachineInstanceStatus.PersistentVolumeClaimInfo] = [:]

    init(_ status: VirtualMachineInstanceStatus?) {
        for volume in status?.volumeStatus ?? [] {
            if let target = volume.target.nonEmpty { targets[volume.name] = target }
            if volume.hotplugVolume != nil {
                phases[volume.name] = volume.phase ?? ""
            } else {
                permanent.insert(volume.name)
            }
            claims[volume.name] = volume.persistentVolumeClaimInfo
        }
    }

    func isPlugged(_ volume: String) -> Bool { phases[volume] != nil }

    /// Whether the volume can be given to the guest. A status that knows no volume is of a machine that was never ready:
    /// then all are, as it starts with them.
    func isReady(_ volume: String) -> Bool {
        if permanent.isEmpty || permanent.contains(volume) { return true }
        return phases[volume] == "MountedToPod" || phases[volume] == "Ready"
    }

    /// What KubeVirt's launcher keeps beside a disk for itself; libvirt does not read it.
    func notes(_ volume: String, _ host: HostFacts) -> [Element] {
        guard host.single == nil, let claim = claims[volume] else { return [] }
        var notes: [Element] = []
        if let overhead = claim.filesystemOverhead { notes.append(Element("filesystemOverhead", text: overhead)) }
        if let there = claim.capacity?["storage"], let asked = claim.requests?["storage"] {
            let capacity = min(there, asked).roundedUp
            notes.append(Element("capacity", text: "\(capacity)"))
        }
        return notes
    }
}
