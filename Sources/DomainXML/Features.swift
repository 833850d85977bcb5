import KubeVirt

extension DomainConverter {
    /// Features of the machine: those that the VMI lists, and what pinned processors bring with them.
    func features(_ pinning: Pinning?) -> Element {
        var children: [Element] = []
        var kvm: [Element] = []
        if let features = spec.features {
            if features.acpi?.enabled ?? true { children.append(Element("acpi")) }
            if let apic = features.apic, apic.enabled ?? true { children.append(Element("apic")) }
            children += hyperv(features)
            if let smm = features.smm, smm.enabled ?? true { children.append(Element("smm")) }
            if let hides = features.kvm { kvm.append(Self.state("hidden", hides.hidden ?? false)) }
            if let lock = features.pvspinlock { children.append(Self.state("pvspinlock", lock.enabled ?? true)) }
            if architecture == .amd64 { children.append(Self.state("vmport", false)) }
        }
        // A guest that has processors for itself need not yield them. KubeVirt asks the VMI, not the converter.
        if pinning != nil, machine.spec.architecture == .amd64, host.kvm || host.single == nil {
            kvm.append(Self.state("hint-dedicated", true))
        }
        if !kvm.isEmpty { children.append(Element("kvm", kvm)) }
        let isRealtime = pinning != nil && spec.cpu?.realtime != nil
        if isRealtime || spec.launchSecurity?.tdx != nil && spec.features != nil {
            children.append(Self.state("pmu", false))
        }
        return Element("features", children)
    }

    static func state(_ name: String, _ isOn: Bool, _ children: [Element] = []) -> Element {
        Element(name, ["state": isOn ? "on" : "off"], children)
    }
}
