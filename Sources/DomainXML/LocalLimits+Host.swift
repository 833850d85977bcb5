import KubeVirt

/// What depends on what this host has: its programs, devices and rights.
extension VirtualMachineInstance {
    func refuse(on host: SingleHost, _ refusals: inout Refusals) {
        let devices = spec.domain.devices
        if let tpm = devices.tpm, tpm.enabled ?? true, !host.hasTPM {
            refusals.add(
                "domain.devices.tpm",
                "libvirt finds no emulator of a TPM on this host; install swtpm and swtpm-tools, see mayfly doctor, or leave it "
                    + "out")
        }
        if !(devices.filesystems ?? []).isEmpty, !host.hasVirtiofs {
            refusals.add(
                "domain.devices.filesystems",
                "directories cannot be shared on this host: the virtiofsd of QEMU 7 needs root, the newer one does not; run as "
                    + "root, or install the package virtiofsd, or use a disk")
        }
        if devices.autoattachVSOCK == true, !host.hasVSOCK {
            refusals.add(
                "domain.devices.autoattachVSOCK",
                "/dev/vhost-vsock is not there or not this user's; load it (modprobe vhost_vsock), give this user the right to "
                    + "open it, or use the guest helper, which needs none")
        }
        spec.domain.refuseProcessors(on: host, &refusals)
        spec.domain.refuseHugePages(on: host, &refusals)
        spec.domain.refuseLaunchSecurity(on: host, &refusals)
    }

    /// What only a cluster has.
    func refuseClusterMatters(_ refusals: inout Refusals) {
        if metadata.annotations?["hooks.kubevirt.io/hookSidecars"] != nil {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations[hooks.kubevirt.io/hookSidecars]",
                    message: "a hook is a container, and there is nothing here to run one; change the machine itself instead",
                    reason: .fieldValueNotSupported))
        }
        if spec.livenessProbe != nil {
            refusals.add(
                "livenessProbe",
                "a test ends a machine that does not answer, nobody else does here; use readinessProbe, or leave it out for this "
                    + "host")
        }
        if spec.dnsPolicy == "None" || spec.dnsConfig != nil {
            refusals.add(
                spec.dnsConfig != nil ? "dnsConfig" : "dnsPolicy",
                "the guest asks this host's own name servers through its network; tell it others by cloud-init")
        }
        let known = ["kubernetes.io/os": "linux", "kubernetes.io/arch": spec.architecture?.rawValue]
        for (label, value) in (spec.nodeSelector ?? [:]).sorted(by: { $0.key < $1.key }) where known[label] != value {
            refusals.add(
                "nodeSelector[\(label)]",
                "this host is the only node here, and has no label \(label)=\(value); leave it out for this host")
        }
        let required = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
        if required != nil {
            refusals.add(
                "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
                "this host is the only node here, and has no labels to ask for; leave it out for this host")
        }
        if !(spec.resourceClaims ?? []).isEmpty {
            refusals.add("resourceClaims", "there is no cluster here that gives out devices; leave them out for this host")
        }
        for (kind, list) in [("gpus", spec.domain.devices.gpus?.count), ("hostDevices", spec.domain.devices.hostDevices?.count)]
        where list ?? 0 > 0 {
            refusals.add(
                "domain.devices.\(kind)",
                "a device of this host is given to a machine by root only, and machines here run without; use a cluster")
        }
        if spec.domain.devices.downwardMetrics != nil {
            refusals.add(
                "domain.devices.downwardMetrics", "nobody here answers what a guest asks of its host; leave it out for this host")
        }
    }
}

extension DomainSpec {
    fileprivate func refuseProcessors(on host: SingleHost, _ refusals: inout Refusals) {
        if cpu?.numa?.guestMappingPassthrough != nil, !host.canPinMemory {
            refusals.add(
                "domain.cpu.numa.guestMappingPassthrough",
                "memory cannot be bound to the host's NUMA nodes without root; leave it out for this host")
        }
        if cpu?.realtime != nil {
            refusals.add(
                "domain.cpu.realtime", "threads with real-time priority need root, and machines here run without; leave it out")
        }
        guard cpu?.dedicatedCpuPlacement == true else { return }
        let wanted = Int(cpu?.count ?? 1) + (cpu?.isolateEmulatorThread == true ? 1 : 0)
        if wanted > host.processors.count {
            refusals.add(
                "domain.cpu.dedicatedCpuPlacement",
                "\(wanted) processors are wanted for the machine alone, and this host has \(host.processors.count); give the "
                    + "guest fewer, or leave it out")
        }
    }

    fileprivate func refuseHugePages(on host: SingleHost, _ refusals: inout Refusals) {
        guard let size = memory?.hugepages?.pageSize, let page = try? Quantity(size) else { return }
        let free = Int64(host.hugePages[page.roundedUp] ?? 0)
        let guest = memory?.guest ?? resources?.requests?["memory"] ?? .zero
        guard page > .zero, free * page.roundedUp < guest.roundedUp else { return }
        refusals.add(
            "domain.memory.hugepages.pageSize",
            "\(guest) of pages of \(size) are wanted and \(free) pages are free for this user; have them reserved "
                + "(/proc/sys/vm/nr_hugepages) on a hugetlbfs that this user can write, or leave it out")
    }

    fileprivate func refuseLaunchSecurity(on host: SingleHost, _ refusals: inout Refusals) {
        guard let security = launchSecurity else { return }
        let kind =
            if security.snp != nil { "sev-snp" } else if let sev = security.sev {
                sev.policy?.encryptedState == true ? "sev-es" : "sev"
            } else if security.tdx != nil { "tdx" } else { "secureExecution" }
        guard !host.launchSecurity.contains(kind) else { return }
        refusals.add(
            "domain.launchSecurity",
            "this host cannot keep a guest's memory from itself by \(kind); leave it out, or use a cluster with such nodes")
    }
}
