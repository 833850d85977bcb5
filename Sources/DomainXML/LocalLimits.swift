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
        spec.refuseNetworks(&refusals)
        spec.refuseVolumes(&refusals)
        spec.domain.devices.refuseDisks(&refusals)
        if spec.domain.devices.logSerialConsole == false {
            refusals.add(
                "domain.devices.logSerialConsole",
                "the console of every machine on this host is captured; leave it out, or set "
                    + "autoattachSerialConsole to false")
        }
        if let watchdog = spec.domain.devices.watchdog, watchdog.i6300esb == nil {
            refusals.add("domain.devices.watchdog", "the only watchdog here is i6300esb; name it")
        }
        refuseMachine(on: host, &refusals)
        if spec.architecture == .arm64, spec.domain.features?.acpi?.enabled ?? true,
            spec.domain.firmware?.bootloader?.efi == nil
        {
            refusals.add(
                "domain.features.acpi.enabled",
                "ACPI on arm64 comes from UEFI; set it to false, or set firmware.bootloader.efi")
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
