import KubeVirt

extension VirtualMachineInstance {
    /// What comes with KVM, and libvirt or QEMU refuses without: some of what Windows knows of its hypervisor.
    func emulationCauses(on host: HostFacts) -> [StatusCause] {
        guard !host.kvm else { return [] }
        var refusals = Refusals()
        for (index, device) in (spec.domain.devices.panicDevices ?? []).enumerated() where device.model == "hyperv" {
            refusals.add(
                "domain.devices.panicDevices[\(index)].model",
                "a guest sees this one under KVM only, which this host has not; write isa")
        }
        guard let features = spec.domain.features else { return refusals.causes }
        if features.hypervPassthrough?.enabled == true, features.hyperv == nil {
            refusals.add(
                "domain.features.hypervPassthrough",
                "what the host's kernel can do for Windows comes with KVM, which this host has not; leave it out, or list "
                    + "enlightenments under hyperv")
        }
        guard let hyperv = features.hyperv else { return refusals.causes }
        let states: [(name: String, isOn: Bool?)] = [
            ("evmcs", hyperv.evmcs.map(isOn)), ("frequencies", hyperv.frequencies.map(isOn)),
            ("ipi", hyperv.ipi.map(isOn)), ("reenlightenment", hyperv.reenlightenment.map(isOn)),
            ("reset", hyperv.reset.map(isOn)), ("runtime", hyperv.runtime.map(isOn)),
            ("synic", hyperv.synic.map(isOn)), ("synictimer", hyperv.synictimer.map { $0.enabled ?? true }),
            ("tlbflush", hyperv.tlbflush.map { $0.enabled ?? true }), ("vpindex", hyperv.vpindex.map(isOn)),
        ]
        for (name, isOn) in states where isOn == true {
            refusals.add(
                "domain.features.hyperv." + name,
                "this comes with KVM, which this host has not; leave it out (relaxed, vapic, spinlocks and vendorid can be "
                    + "had without)")
        }
        return refusals.causes
    }

    private func isOn(_ state: DomainSpec.FeatureState) -> Bool { state.enabled ?? true }
}
