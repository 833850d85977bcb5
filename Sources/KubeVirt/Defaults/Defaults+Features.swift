extension DomainSpec.FeatureState {
    /// A feature that is named is on.
    mutating func setDefault() {
        if enabled == nil { enabled = true }
    }
}

extension DomainSpec {
    /// Features that are named are on, and ACPI is where there is any.
    mutating func setFeatureDefaults(for architecture: Architecture?) {
        var features = features ?? Features()
        var acpi = features.acpi ?? FeatureState()
        if let architecture, !architecture.mayHaveACPI, acpi.enabled == nil { acpi.enabled = false }
        acpi.setDefault()
        features.acpi = acpi
        if features.apic?.enabled == nil { features.apic?.enabled = true }
        features.smm?.setDefault()
        features.pvspinlock?.setDefault()
        features.hyperv?.setDefaults()
        self.features = features
    }

    /// What Hyper-V's features need of each other and of the processor, as far as nobody has switched it off: then
    /// admission says so.
    mutating func setHypervDependencies() {
        guard var hyperv = features?.hyperv else { return }
        defer { features?.hyperv = hyperv }
        guard hyperv.setDependencies(), hyperv.evmcs?.enabled == true else { return }
        let feature = CPUFeature(name: "vmx", policy: "require")
        var processor = cpu ?? CPU()
        var features = processor.features ?? []
        if let index = features.firstIndex(where: { $0.name == feature.name }) {
            features[index] = feature
        } else {
            features.append(feature)
        }
        processor.features = features
        cpu = processor
    }
}

extension DomainSpec.FeatureHyperv {
    fileprivate mutating func setDefaults() {
        evmcs?.setDefault()
        frequencies?.setDefault()
        ipi?.setDefault()
        reenlightenment?.setDefault()
        relaxed?.setDefault()
        reset?.setDefault()
        runtime?.setDefault()
        synic?.setDefault()
        vapic?.setDefault()
        vpindex?.setDefault()
        if spinlocks != nil {
            if spinlocks?.enabled == nil { spinlocks?.enabled = true }
            if spinlocks?.enabled == true, spinlocks?.spinlocks == nil { spinlocks?.spinlocks = 4096 }
        }
        if synictimer?.enabled == nil { synictimer?.enabled = true }
        synictimer?.direct?.setDefault()
        if tlbflush?.enabled == nil { tlbflush?.enabled = true }
        tlbflush?.direct?.setDefault()
        tlbflush?.extended?.setDefault()
        if vendorid?.enabled == nil { vendorid?.enabled = true }
    }

    /// Switches on what features that are on need; false at the first that is switched off.
    fileprivate mutating func setDependencies() -> Bool {
        typealias State = WritableKeyPath<Self, DomainSpec.FeatureState?>
        let needs: [(Bool?, State)] = [
            (evmcs?.enabled, \.vapic), (ipi?.enabled, \.vpindex), (tlbflush?.enabled, \.vpindex),
            (synictimer?.enabled, \.synic),
        ]
        for (isOn, need) in needs where isOn == true {
            guard require(need) else { return false }
        }
        // The timer may just have switched it on.
        return synic?.enabled == true ? require(\.vpindex) : true
    }

    private mutating func require(_ need: WritableKeyPath<Self, DomainSpec.FeatureState?>) -> Bool {
        if self[keyPath: need]?.enabled == nil { self[keyPath: need] = DomainSpec.FeatureState(enabled: true) }
        return self[keyPath: need]?.enabled == true
    }
}

extension DomainSpec.Timer {
    /// Timers that are named are there.
    mutating func setDefaults() {
        if hpet?.present == nil { hpet?.present = true }
        if hyperv?.present == nil { hyperv?.present = true }
        if kvm?.present == nil { kvm?.present = true }
        if pit?.present == nil { pit?.present = true }
        if rtc?.present == nil { rtc?.present = true }
    }
}

extension VirtualMachineInstanceSpec.Probe {
    /// Kubernetes' own defaults.
    mutating func setDefaults() {
        timeoutSeconds = max(timeoutSeconds ?? 0, 1)
        if periodSeconds ?? 0 < 1 { periodSeconds = 10 }
        successThreshold = max(successThreshold ?? 0, 1)
        if failureThreshold ?? 0 < 1 { failureThreshold = 3 }
    }
}
