import KubeVirt

/// How many threads of QEMU's serve disks, and which serves which.
///
/// The first threads are shared, disk after disk; those behind them belong to one disk each.
struct IOThreadPlan {
    /// All threads; 0 when disks are served by QEMU's main loop.
    let total: Int
    /// How many of them disks share.
    let shared: Int
    /// Threads that every disk is spread over instead.
    let pool: Int

    private var nextShared = 1
    private var nextOwn: Int

    init(_ spec: DomainSpec) {
        let disks = spec.devices.disks ?? []
        let own = disks.count { $0.dedicatedIOThread == true }
        guard spec.ioThreadsPolicy != nil || own > 0 else {
            (total, shared, pool, nextOwn) = (0, 0, 0, 1)
            return
        }
        let isPool = spec.ioThreadsPolicy == "supplementalPool"
        if isPool, let count = spec.ioThreads?.supplementalPoolThreadCount {
            (total, shared, pool, nextOwn) = (Int(count), 0, Int(count), 1)
            return
        }
        var shared = disks.count - own
        let limit = Self.limit(spec)
        if shared + own > limit { shared = max(1, limit - own) }
        (total, self.shared, pool, nextOwn) = (shared + own, shared, 0, shared + 1)
    }

    /// As many as KubeVirt would have at most: two for each processor that the machine asks the cluster for.
    private static func limit(_ spec: DomainSpec) -> Int {
        switch spec.ioThreadsPolicy {
        case nil, "shared": return 1
        case "auto":
            if spec.cpu?.dedicatedCpuPlacement == true, spec.cpu?.isolateEmulatorThread == true { return 1 }
            let asked = spec.resources?.requests?["cpu"] ?? spec.resources?.limits?["cpu"]
            return 2 * (asked.map { Int(min(max(0, $0.roundedUp), 1 << 20)) } ?? 1)
        default: return 0
        }
    }

    /// The thread of the next disk on virtio; nil when it has none to itself or to share.
    mutating func thread(isDedicated: Bool) -> Int? {
        guard total > 0, pool == 0 else { return nil }
        if isDedicated {
            defer { nextOwn += 1 }
            return nextOwn
        }
        defer { nextShared = nextShared % max(1, shared) + 1 }
        return nextShared
    }

    /// The thread that a SCSI controller shares, which is the one after those of the disks on virtio.
    static func controllerThread(_ spec: DomainSpec) -> Int? {
        let plan = IOThreadPlan(spec)
        guard plan.shared > 0 else { return nil }
        let disks = spec.devices.disks ?? []
        guard disks.contains(where: { $0.bus == .scsi && $0.dedicatedIOThread == true }) else { return nil }
        let before = disks.count { $0.bus == .virtio && $0.dedicatedIOThread != true }
        return before % plan.shared + 1
    }
}

extension DomainSpec.Disk {
    /// The bus of the disk's target, whichever kind that is; nil when none is said.
    var bus: DomainSpec.DiskBus? {
        let bus = if let lun { lun.bus } else if let disk { disk.bus } else { cdrom?.bus }
        return bus?.rawValue.isEmpty == true ? nil : bus
    }
}
