import KubeVirt

/// What is not a device, and wants hardware, rights or somebody who serves it that this host has not.
extension VirtualMachineInstance {
    func refuseMachine(on host: SingleHost, _ refusals: inout Refusals) {
        spec.domain.refuseProcessors(on: host, &refusals)
        spec.domain.refuseMemory(on: host, &refusals)
        if spec.domain.firmware?.acpi?.msdmNameRef?.nonEmpty != nil, host.libvirt < 11_002_000 {
            refusals.add(
                "domain.firmware.acpi.msdmNameRef",
                "libvirt knows this table from 11.2 on, and here is \(host.version); use slicNameRef, or leave it out")
        }
        spec.domain.refuseLaunchSecurity(on: host, spec.architecture, &refusals)
        spec.refuseServices(&refusals)
        // A sidecar changes the domain as it likes; what it would make of this one cannot be known without it.
        for key in (metadata.annotations ?? [:]).keys.sorted() where key.hasPrefix("hooks.kubevirt.io/") {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations",
                    message:
                        "‘\(key)’ names containers that change the machine, and no container runs here; leave it out",
                    reason: .fieldValueNotSupported))
        }
    }
}

extension DomainSpec {
    fileprivate func refuseProcessors(on host: SingleHost, _ refusals: inout Refusals) {
        if cpu?.numa?.guestMappingPassthrough != nil, !host.canPinMemory {
            refusals.add(
                "domain.cpu.numa.guestMappingPassthrough",
                "memory is bound to NUMA nodes by root's libvirt only; leave it out for this host")
        }
        if cpu?.realtime != nil {
            refusals.add(
                "domain.cpu.realtime",
                "nobody here gives a machine's threads real-time priority, which takes root; leave it out for this host"
            )
        }
        refuseProcessorLimit(&refusals)
        guard let cpu, cpu.dedicatedCpuPlacement == true else { return }
        let wanted = cpu.count.addingReportingOverflow(cpu.isolateEmulatorThread == true ? 1 : 0).partialValue
        if wanted > host.processors.count {
            refusals.add(
                "domain.cpu.dedicatedCpuPlacement",
                "\(wanted) processors are wanted for the machine alone, and this host has \(host.processors.count); give "
                    + "the guest fewer, or leave it out")
        }
    }

    /// A limit that a cluster would hold the machine to by throttling it. No cgroup does that here, so only a limit that
    /// the number of processors keeps by itself is taken. A memory limit is never below the guest's memory, which bounds
    /// the machine here.
    private func refuseProcessorLimit(_ refusals: inout Refusals) {
        guard let limit = resources?.limits?["cpu"], limit > .zero else { return }
        let count = cpu?.count ?? 1
        guard limit < .cores(Int64(clamping: count)) else { return }
        refusals.add(
            "domain.resources.limits.cpu",
            "\(count) processors cannot be held to a limit of \(limit) on this host; "
                + "give the guest fewer, or leave the limit out")
    }

    fileprivate func refuseMemory(on host: SingleHost, _ refusals: inout Refusals) {
        guard let text = memory?.hugepages?.pageSize, let size = try? Quantity(text), size > .zero else { return }
        let asked = memory?.guest ?? resources?.requests?["memory"] ?? resources?.limits?["memory"] ?? .zero
        let wanted = (asked.roundedUp - 1) / size.roundedUp + 1
        let free = host.hugePages[size.roundedUp] ?? 0
        guard wanted > free else { return }
        refusals.add(
            "domain.memory.hugepages.pageSize",
            "\(wanted) pages of \(text) are wanted and \(free) are free on this host; reserve them as root "
                + "(sysctl vm.nr_hugepages, and a hugetlbfs that your user may write to), or leave it out")
    }

    fileprivate func refuseLaunchSecurity(
        on host: SingleHost, _ architecture: Architecture?, _ refusals: inout Refusals
    ) {
        guard let launchSecurity else { return }
        var wanted: [(kind: String, field: String)] = []
        if let sev = launchSecurity.sev {
            wanted.append((sev.policy?.encryptedState == true ? "sev-es" : "sev", ".sev"))
        }
        if launchSecurity.snp != nil { wanted.append(("sev-snp", ".snp")) }
        if launchSecurity.tdx != nil { wanted.append(("tdx", ".tdx")) }
        if wanted.isEmpty { wanted.append(("secureExecution", "")) }
        for (kind, field) in wanted where !host.launchSecurity.contains(kind) {
            refusals.add(
                "domain.launchSecurity" + field,
                "the processors of this host cannot encrypt a guest's memory (\(kind)); leave it out for this host")
        }
    }
}

extension VirtualMachineInstanceSpec {
    /// What a cluster's services do for a machine, and nobody does here.
    fileprivate func refuseServices(_ refusals: inout Refusals) {
        if livenessProbe != nil {
            refusals.add(
                "livenessProbe",
                "a test ends a machine that does not answer, nobody else does here; use readinessProbe, or leave it out for "
                    + "this host")
        }
        let known = ["kubernetes.io/os": "linux", "kubernetes.io/arch": architecture?.rawValue]
        for (label, value) in (nodeSelector ?? [:]).sorted(by: { $0.key < $1.key }) where known[label] != value {
            refusals.add(
                "nodeSelector[\(label)]",
                "this host is the only node here, and has no label \(label)=\(value); leave it out for this host")
        }
        if affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution != nil {
            refusals.add(
                "affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution",
                "this host is the only node here, and has no labels to ask for; leave it out for this host")
        }
        if let dnsConfig, dnsConfig != .init() {
            refusals.add("dnsConfig", "the guest asks this host's name servers; leave it out, or use cloud-init")
        }
        if dnsPolicy == "None" {
            refusals.add("dnsPolicy", "the guest asks this host's name servers; leave it out for this host")
        }
        if let subdomain, !subdomain.isEmpty {
            refusals.add("subdomain", "there is no cluster's DNS here to hold the name; leave it out for this host")
        }
        for index in (resourceClaims ?? []).indices {
            refusals.add("resourceClaims[\(index)]", "nobody here hands out devices by claims; leave it out")
        }
        for index in (utilityVolumes ?? []).indices {
            refusals.add("utilityVolumes[\(index)]", "no claim is mounted beside a machine here; leave it out")
        }
    }
}
