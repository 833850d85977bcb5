package import KubeVirt

extension VirtualMachineInstance {
    /// Fields that are KubeVirt's and right, and that a machine on this host cannot honour: refused, never dropped.
    package func localCauses(on host: SingleHost = SingleHost()) -> [StatusCause] {
        var refusals = Refusals()
        if spec.domain.firmware?.kernelBoot?.container != nil {
            refusals.add(
                "domain.firmware.kernelBoot.container",
                "a kernel out of a container image cannot be booted locally yet; name files of this host with the "
                    + "annotations \(Annotations.kernelKey) and \(Annotations.initrdKey)")
        }
        spec.refuseVolumes(&refusals)
        spec.domain.devices.refuseDisks(on: host, volumes: spec.volumes ?? [], &refusals)
        refuseNetworks(on: host, &refusals)
        spec.domain.devices.refuseDevices(on: host, &refusals)
        spec.refuseProcessorLimit(&refusals)
        if spec.architecture == .arm64, spec.domain.features?.acpi?.enabled ?? true,
            spec.domain.firmware?.bootloader?.efi == nil
        {
            refusals.add(
                "domain.features.acpi.enabled",
                "ACPI on arm64 comes from UEFI; set it to false, or set firmware.bootloader.efi")
        }
        if spec.evictionStrategy != nil {
            refusals.add("evictionStrategy", "there is no node here to be drained; leave it out for this host")
        }
        if let subdomain = spec.subdomain, !subdomain.isEmpty {
            refusals.add("subdomain", "there is no cluster's DNS here to hold the name; leave it out for this host")
        }
        return refusals.causes
    }
}

/// Refusals in the order in which they were found.
struct Refusals {
    var causes: [StatusCause] = []

    mutating func add(_ field: String, _ message: String) {
        causes.append(StatusCause(field: "spec." + field, message: message, reason: .fieldValueNotSupported))
    }
}

extension VirtualMachineInstanceSpec {
    /// A limit that a cluster would hold the machine to by throttling it. No cgroup does that here, so only a limit that
    /// the number of processors keeps by itself is taken. A memory limit is never below the guest's memory, which bounds
    /// the machine here.
    fileprivate func refuseProcessorLimit(_ refusals: inout Refusals) {
        guard let limit = domain.resources?.limits?["cpu"], limit > .zero else { return }
        let count = domain.cpu?.count ?? 1
        guard limit < .cores(Int64(count)) else { return }
        refusals.add(
            "domain.resources.limits.cpu",
            "\(count) processors cannot be held to a limit of \(limit) on this host; "
                + "give the guest fewer, or leave the limit out")
    }
}
