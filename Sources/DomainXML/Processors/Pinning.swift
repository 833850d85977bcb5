import KubeVirt

/// Which processors of the host a machine with dedicated ones has, and what for.
struct Pinning {
    /// The host's thread for each of the guest's, in the guest's order.
    var processors: [UInt32]
    var emulator: [UInt32] = []
    /// Each thread for disks with its set of processors.
    var ioThreads: [(thread: Int, processors: [UInt32])] = []
    var numa: GuestNUMA?

    var tuning: Element {
        var children = processors.enumerated().map { guest, host in
            Element("vcpupin", ["vcpu": "\(guest)", "cpuset": "\(host)"])
        }
        children += ioThreads.map { thread, set in
            Element("iothreadpin", ["iothread": "\(thread)", "cpuset": set.listed])
        }
        if !emulator.isEmpty { children.append(Element("emulatorpin", ["cpuset": emulator.listed])) }
        return Element("cputune", children)
    }
}

extension [UInt32] {
    /// As libvirt reads a set: `0,2,5`.
    var listed: String { map { "\($0)" }.joined(separator: ",") }
}

extension DomainConverter {
    /// KubeVirt's annotation for a machine that shall have an even number of processors, the emulator's included.
    private static let parityAnnotation = "alpha.kubevirt.io/EmulatorThreadCompleteToEvenParity"

    /// Nil for a machine that shares the host's processors with others.
    func pinning() throws(ConversionError) -> Pinning? {
        guard let cpu = spec.cpu, cpu.dedicatedCpuPlacement == true else { return nil }
        let field = "cpu.dedicatedCpuPlacement"
        // A single host's processors may be taken as one node of cores with a thread each, as long as nothing is mapped.
        let flat = HostTopology(cells: [
            .init(id: 0, processors: host.processors.map { .init(id: UInt32(clamping: $0)) })
        ])
        guard let hosts = host.topology ?? (host.single == nil ? nil : flat) else {
            throw refusal(of: field, "it is not known how the host's processors lie together")
        }
        let isMapped = cpu.numa?.guestMappingPassthrough != nil
        let shape = topology
        var pool = ProcessorPool(
            cores: Int(shape.cores &* shape.sockets), threads: Int(shape.threads), of: host.processors, hosts,
            mayCrossCells: !isMapped)
        var pinning: Pinning
        switch pool.takeCores() {
        case .success(let threads): pinning = Pinning(processors: threads)
        case .failure(let shortage):
            throw refusal(
                of: field,
                shortage.isOfWholeCores
                    ? "\(shortage.cores) cores would have their threads on different NUMA nodes of the host"
                    : "the host has not enough processors for it: \(shortage.cores) cores are missing")
        }
        let plan = IOThreadPlan(spec)
        if spec.ioThreadsPolicy == "supplementalPool", plan.pool > 0 {
            for thread in 1...plan.pool {
                pinning.ioThreads.append((thread, [try one(&pool, "a thread for disks", "ioThreads")]))
            }
        }
        if cpu.isolateEmulatorThread == true {
            let field = "cpu.isolateEmulatorThread"
            pinning.emulator.append(try one(&pool, "the emulator", field))
            let count = cpu.processors + plan.pool
            if machine.metadata.annotations?[Self.parityAnnotation] != nil, count.isMultiple(of: 2) {
                pinning.emulator.append(try one(&pool, "the emulator, to make it even", field))
            }
        }
        if hasIOThreads, plan.pool == 0 { try pinDiskThreads(plan, &pinning) }
        if isMapped { pinning.numa = try guestNUMA(pinning.processors, hosts) }
        return pinning
    }

    private func one(_ pool: inout ProcessorPool, _ what: String, _ field: String) throws(ConversionError) -> UInt32 {
        guard let thread = pool.takeThread() else {
            throw refusal(of: field, "the host has no processor left for \(what)")
        }
        return thread
    }

    private var hasIOThreads: Bool {
        spec.ioThreadsPolicy != nil || spec.devices.disks?.contains { $0.dedicatedIOThread == true } ?? false
    }

    /// Disks' threads run beside the emulator where it has a processor for itself; else on one processor each, as long as
    /// there are as many threads as processors, or on sets of about the same size.
    private func pinDiskThreads(_ plan: IOThreadPlan, _ pinning: inout Pinning) throws(ConversionError) {
        guard plan.total > 0 else { throw refusal(of: "ioThreadsPolicy", "there is no disk for the threads to serve") }
        if spec.cpu?.isolateEmulatorThread == true {
            pinning.ioThreads.append((1, pinning.emulator))
            return
        }
        let count = max(1, spec.cpu?.processors ?? 1)
        let own = host.processors.map { UInt32(truncatingIfNeeded: $0) }
        guard own.count >= count else {
            throw refusal(of: "cpu.dedicatedCpuPlacement", "the host has not enough processors for it")
        }
        if plan.total >= count {
            pinning.ioThreads += (1...plan.total).map { ($0, [own[$0 % count]]) }
            return
        }
        var next = 0
        for thread in 1...plan.total {
            let size = count / plan.total + (thread <= count % plan.total ? 1 : 0)
            pinning.ioThreads.append((thread, Array(own[next..<(next + size)])))
            next += size
        }
    }
}

extension DomainSpec.CPU {
    /// KubeVirt's other way of counting: what is not given is no factor, and nothing at all is 0.
    var processors: Int {
        let given = [cores, sockets, threads].compactMap(\.self).filter { $0 != 0 }
        return given.isEmpty ? 0 : Int(given.reduce(1, &*))
    }
}
