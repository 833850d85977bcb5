extension VirtualMachineInstanceSpec {
    /// Fills in what a preference says where the machine says nothing.
    ///
    /// Two fields are the preference's in any case, because KubeVirt cannot tell whether they were set:
    /// `devices.disableHotplug` and `features.acpi`.
    mutating func apply(_ preference: VirtualMachinePreferenceSpec, annotations: inout [String: String]?) {
        domain.applyFeatures(preference.cpu)
        if let devices = preference.devices {
            domain.devices.apply(devices, networks: networks ?? [])
        }
        if let features = preference.features { domain.apply(features) }
        if let firmware = preference.firmware { domain.apply(firmware) }
        domain.applyMachine(preference)
        if let clock = preference.clock { domain.apply(clock) }
        if subdomain ?? "" == "" { subdomain = preference.preferredSubdomain ?? subdomain }
        terminationGracePeriodSeconds =
            terminationGracePeriodSeconds ?? preference.preferredTerminationGracePeriodSeconds
        applyArchitecture(preference)
        if let wishes = preference.annotations, !wishes.isEmpty {
            annotations = (annotations ?? [:]).merging(wishes) { own, _ in own }
        }
        domain.launchSecurity = domain.launchSecurity ?? preference.preferredLaunchSecurity
    }

    /// The architecture that is liked, where none is said.
    mutating func applyArchitecture(_ preference: VirtualMachinePreferenceSpec) {
        guard let name = preference.preferredArchitecture, !name.isEmpty else { return }
        if architecture?.rawValue ?? "" == "" { architecture = Architecture(rawValue: name) }
    }
}

extension DomainSpec {
    /// Processor features that are liked, but for those that the machine speaks of by itself.
    fileprivate mutating func applyFeatures(_ preference: VirtualMachinePreferenceSpec.CPUPreferences?) {
        guard let wishes = preference?.preferredCPUFeatures, !wishes.isEmpty else { return }
        let own = cpu?.features ?? []
        let names = Set(own.map(\.name))
        cpu = cpu ?? CPU()
        cpu?.features = own + wishes.filter { !names.contains($0.name) }
    }

    /// The machine type that is liked, where none is said.
    mutating func applyMachine(_ preference: VirtualMachinePreferenceSpec) {
        guard let type = preference.machine?.preferredMachineType, !type.isEmpty else { return }
        if machine?.type ?? "" == "" { machine = Machine(type: type) }
    }

    fileprivate mutating func apply(_ preference: VirtualMachinePreferenceSpec.ClockPreferences) {
        var clock = clock ?? Clock()
        // Both or none: an offset from UTC and a time zone exclude each other.
        if let offset = preference.preferredClockOffset, clock.utc == nil, clock.timezone == nil {
            (clock.utc, clock.timezone) = (offset.utc, offset.timezone)
        }
        clock.timer = clock.timer ?? preference.preferredTimer
        self.clock = clock
    }

    fileprivate mutating func apply(_ preference: VirtualMachinePreferenceSpec.FirmwarePreferences) {
        var firmware = firmware ?? Firmware()
        var bootloader = firmware.bootloader ?? Bootloader()
        if preference.preferredUseBios == true, bootloader.bios == nil, bootloader.efi == nil {
            bootloader.bios = BIOS()
        }
        if bootloader.bios != nil, bootloader.bios?.useSerial == nil {
            bootloader.bios?.useSerial = preference.preferredUseBiosSerial
        }
        if let efi = preference.preferredEfi, bootloader.bios == nil, bootloader.efi == nil {
            // The older two fields do not count beside this one.
            bootloader.efi = efi
        } else {
            if preference.preferredUseEfi == true, bootloader.bios == nil, bootloader.efi == nil {
                bootloader.efi = EFI()
            }
            if bootloader.efi != nil, bootloader.efi?.secureBoot == nil {
                bootloader.efi?.secureBoot = preference.preferredUseSecureBoot
            }
        }
        firmware.bootloader = bootloader
        self.firmware = firmware
    }

    fileprivate mutating func apply(_ preference: VirtualMachinePreferenceSpec.FeaturePreferences) {
        var features = features ?? Features()
        features.acpi = preference.preferredAcpi ?? features.acpi
        features.apic = features.apic ?? preference.preferredApic
        if let wishes = preference.preferredHyperv {
            features.hyperv = features.hyperv?.filled(from: wishes) ?? wishes
        }
        features.kvm = features.kvm ?? preference.preferredKvm
        features.pvspinlock = features.pvspinlock ?? preference.preferredPvspinlock
        features.smm = features.smm ?? preference.preferredSmm
        self.features = features
    }
}

extension DomainSpec.FeatureHyperv {
    /// These enlightenments, and those of another where these say nothing.
    fileprivate func filled(from wishes: Self) -> Self {
        var own = self
        own.evmcs = evmcs ?? wishes.evmcs
        own.frequencies = frequencies ?? wishes.frequencies
        own.ipi = ipi ?? wishes.ipi
        own.reenlightenment = reenlightenment ?? wishes.reenlightenment
        own.relaxed = relaxed ?? wishes.relaxed
        own.reset = reset ?? wishes.reset
        own.runtime = runtime ?? wishes.runtime
        own.spinlocks = spinlocks ?? wishes.spinlocks
        own.synic = synic ?? wishes.synic
        own.synictimer = synictimer ?? wishes.synictimer
        own.tlbflush = tlbflush ?? wishes.tlbflush
        own.vapic = vapic ?? wishes.vapic
        own.vendorid = vendorid ?? wishes.vendorid
        own.vpindex = vpindex ?? wishes.vpindex
        return own
    }
}
