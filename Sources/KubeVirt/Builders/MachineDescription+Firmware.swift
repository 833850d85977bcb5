extension MachineDescription {
    private func changingFirmware(_ change: (inout DomainSpec.Firmware) -> Void) -> Self {
        changing { spec in
            var firmware = spec.domain.firmware ?? DomainSpec.Firmware()
            change(&firmware)
            spec.domain.firmware = firmware
        }
    }

    /// UEFI: `domain.firmware.bootloader.efi`; with secure boot also `domain.features.smm`, which keeps its keys.
    public func efi(secureBoot: Bool = true, persistent: Bool? = nil) -> Self {
        let copy = changingFirmware {
            $0.bootloader = .init(efi: .init(persistent: persistent, secureBoot: secureBoot))
        }
        return secureBoot ? copy.changingFeatures { $0.smm = .init(enabled: true) } : copy
    }

    /// A BIOS: `domain.firmware.bootloader.bios`, which writes to the serial console if so wished.
    public func bios(onSerialConsole: Bool? = nil) -> Self {
        changingFirmware { $0.bootloader = .init(bios: .init(useSerial: onSerialConsole)) }
    }

    /// A kernel out of a container image, booted directly: `domain.firmware.kernelBoot`.
    public func kernelBoot(image: String, kernel: String, initrd: String? = nil, arguments: String? = nil) -> Self {
        changingFirmware {
            $0.kernelBoot = .init(
                container: .init(image: image, initrdPath: initrd, kernelPath: kernel), kernelArgs: arguments)
        }
    }

    /// What SMBIOS says of the machine: `domain.firmware.uuid` and `.serial`.
    public func smbios(uuid: String? = nil, serial: String? = nil) -> Self {
        changingFirmware {
            $0.uuid = uuid ?? $0.uuid
            $0.serial = serial ?? $0.serial
        }
    }

    func changingFeatures(_ change: (inout DomainSpec.Features) -> Void) -> Self {
        changing { spec in
            var features = spec.domain.features ?? DomainSpec.Features()
            change(&features)
            spec.domain.features = features
        }
    }

    /// ACPI, on or off: `domain.features.acpi`.
    public func acpi(_ enabled: Bool) -> Self {
        changingFeatures { $0.acpi = .init(enabled: enabled) }
    }

    /// What Windows looks for in a hypervisor: `domain.features.hyperv`; those that were said before stay.
    public func hyperv(_ enlightenments: Enlightenment...) -> Self {
        changingFeatures { features in
            var hyperv = features.hyperv ?? DomainSpec.FeatureHyperv()
            for enlightenment in enlightenments { enlightenment.change(&hyperv) }
            features.hyperv = hyperv
        }
    }

    /// The clock shows UTC, so many seconds away from it: `domain.clock.utc`.
    public func utc(offset: Int? = nil) -> Self {
        clock(.init(offsetSeconds: offset), zone: nil)
    }

    /// The clock shows the local time of a zone such as `Europe/Berlin`: `domain.clock.timezone`.
    public func timezone(_ zone: String) -> Self {
        clock(nil, zone: zone)
    }

    /// One of both; timers stay.
    private func clock(_ utc: DomainSpec.ClockOffsetUTC?, zone: String?) -> Self {
        changing { $0.domain.clock = DomainSpec.Clock(timer: $0.domain.clock?.timer, timezone: zone, utc: utc) }
    }
}

/// One thing that Windows looks for in a hypervisor.
public struct Enlightenment: Sendable {
    let change: @Sendable (inout DomainSpec.FeatureHyperv) -> Void

    /// No watchdogs of Windows' own.
    public static let relaxed = Enlightenment { $0.relaxed = .init() }
    /// A faster interrupt controller.
    public static let vapic = Enlightenment { $0.vapic = .init() }
    /// Numbers of virtual processors.
    public static let vpindex = Enlightenment { $0.vpindex = .init() }
    /// How much processor time the guest had.
    public static let runtime = Enlightenment { $0.runtime = .init() }
    /// Synthetic interrupts; needs ``vpindex``.
    public static let synic = Enlightenment { $0.synic = .init() }
    /// Timers by synthetic interrupts; needs ``synic``.
    public static let synictimer = Enlightenment { $0.synictimer = .init() }
    /// A reset that the guest asks for.
    public static let reset = Enlightenment { $0.reset = .init() }
    /// Frequencies of processor and timer.
    public static let frequencies = Enlightenment { $0.frequencies = .init() }
    /// Word of changed frequencies after a migration.
    public static let reenlightenment = Enlightenment { $0.reenlightenment = .init() }
    /// Flushing of other processors' translation buffers; needs ``vpindex``.
    public static let tlbflush = Enlightenment { $0.tlbflush = .init() }
    /// Interrupts between processors; needs ``vpindex``.
    public static let ipi = Enlightenment { $0.ipi = .init() }

    /// So many attempts at a lock before the hypervisor is told.
    public static func spinlocks(_ attempts: UInt32) -> Enlightenment {
        Enlightenment { $0.spinlocks = .init(spinlocks: attempts) }
    }

    /// The hypervisor's name, at most 12 characters.
    public static func vendor(_ name: String) -> Enlightenment {
        Enlightenment { $0.vendorid = .init(vendorid: name) }
    }
}
