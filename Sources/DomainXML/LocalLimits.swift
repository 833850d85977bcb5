package import KubeVirt

extension VirtualMachineInstance {
    /// Fields that are KubeVirt's and right, and that a machine on this host cannot honour: refused, never dropped.
    package func localCauses(on host: SingleHost = SingleHost()) -> [StatusCause] {
        var refusals = Refusals()
        spec.domain.firmware?.kernelBoot?.container?.refuse(&refusals)
        spec.refuseVolumes(&refusals)
        spec.domain.devices.refuseDisks(on: host, volumes: spec.volumes ?? [], &refusals)
        spec.domain.refuseThreads(on: host, &refusals)
        refuseNetworks(on: host, &refusals)
        spec.domain.devices.refuseDevices(on: host, &refusals)
        refuseMachine(on: host, &refusals)
        refuseSharedRoot(on: host, &refusals)
        refusePersistentMemory(&refusals)
        refuseRepetition(&refusals)
        refuseDebugging(&refusals)
        refuseFirmware(&refusals)
        refuseBoard(&refusals)
        refuseBusless(&refusals)
        spec.refuseResources(&refusals)
        if let architecture = spec.architecture { spec.domain.refuse(on: architecture, &refusals) }
        return refusals.causes + spec.impossibleCauses(at: "spec")
    }
}

extension DomainSpec.KernelBootContainer {
    fileprivate func refuse(_ refusals: inout Refusals) {
        let field = "domain.firmware.kernelBoot.container."
        if imagePullSecret?.nonEmpty != nil {
            refusals.add(field + "imagePullSecret", "there are no secrets here; leave it out for this host")
        }
        if kernelPath?.nonEmpty == nil {
            refusals.add(
                field + "kernelPath", "QEMU boots an initramfs with a kernel only; name the kernel in the image as well"
            )
        }
    }
}

/// Refusals in the order in which they were found.
struct Refusals {
    var causes: [StatusCause] = []

    mutating func add(_ field: String, _ message: String) {
        causes.append(StatusCause(field: "spec." + field, message: message, reason: .fieldValueNotSupported))
    }
}
