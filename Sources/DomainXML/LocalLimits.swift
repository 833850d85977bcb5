package import KubeVirt

extension VirtualMachineInstance {
    /// Fields that are KubeVirt's and right, and that a machine on this host cannot honour: refused, never dropped.
    package func localCauses() -> [StatusCause] {
        var causes: [StatusCause] = []
        func refuse(_ field: String, _ message: String) {
            causes.append(StatusCause(field: "spec." + field, message: message, reason: .fieldValueNotSupported))
        }
        if spec.domain.firmware?.kernelBoot?.container != nil {
            refuse(
                "domain.firmware.kernelBoot.container",
                "a kernel out of a container image cannot be booted locally yet; name files of this host with the "
                    + "annotations \(Annotations.kernelKey) and \(Annotations.initrdKey)")
        }
        if spec.domain.devices.autoattachPodInterface ?? true {
            refuse(
                "domain.devices.autoattachPodInterface",
                "a machine on this host has no network yet; set it to false, and forward TCP through the guest helper")
        }
        if spec.architecture == .arm64, spec.domain.features?.acpi?.enabled ?? true {
            refuse(
                "domain.features.acpi.enabled",
                "ACPI on arm64 needs UEFI firmware, which a machine on this host cannot have yet; set it to false")
        }
        if spec.evictionStrategy != nil {
            refuse("evictionStrategy", "there is no node here to be drained; leave it out for this host")
        }
        return causes
    }
}
