extension DomainSpec.Devices {
    /// Fills in what a preference says of devices where the machine says nothing.
    mutating func apply(
        _ preference: VirtualMachinePreferenceSpec.DevicePreferences, networks: [VirtualMachineInstanceSpec.Network]
    ) {
        useVirtioTransitional = useVirtioTransitional ?? preference.preferredUseVirtioTransitional
        blockMultiQueue = blockMultiQueue ?? preference.preferredBlockMultiQueue
        networkInterfaceMultiqueue = networkInterfaceMultiqueue ?? preference.preferredNetworkInterfaceMultiQueue
        disableHotplug = preference.preferredDisableHotplug ?? disableHotplug
        if sound != nil, sound?.model ?? "" == "", let model = preference.preferredSoundModel, !model.isEmpty {
            sound?.model = model
        }
        rng = rng ?? preference.preferredRng
        tpm = tpm ?? preference.preferredTPM
        if let type = preference.preferredVideoType {
            video = video ?? DomainSpec.VideoDevice()
            if video?.type ?? "" == "" { video?.type = type }
        }
        applySwitches(preference)
        disks = disks?.map { $0.applying(preference) }
        interfaces = interfaces?.map { interface in
            let onPod = networks.first { $0.name == interface.name }?.pod != nil
            return interface.applying(preference, onPod: onPod)
        }
        inputs = inputs?.map { $0.applying(preference) }
        if let model = preference.preferredPanicDeviceModel {
            let own = panicDevices ?? []
            panicDevices =
                own.isEmpty
                ? [DomainSpec.PanicDevice(model: model)] : own.map { DomainSpec.PanicDevice(model: $0.model ?? model) }
        }
    }

    /// The devices that come by themselves. KubeVirt asks for these once more before it adds any.
    mutating func applySwitches(_ preference: VirtualMachinePreferenceSpec.DevicePreferences) {
        autoattachGraphicsDevice = autoattachGraphicsDevice ?? preference.preferredAutoattachGraphicsDevice
        autoattachMemBalloon = autoattachMemBalloon ?? preference.preferredAutoattachMemBalloon
        autoattachPodInterface = autoattachPodInterface ?? preference.preferredAutoattachPodInterface
        autoattachSerialConsole = autoattachSerialConsole ?? preference.preferredAutoattachSerialConsole
        autoattachInputDevice = autoattachInputDevice ?? preference.preferredAutoattachInputDevice
    }
}

/// A word that is there; Go's empty text stands for none.
private func word(_ text: String?) -> String? {
    text?.isEmpty ?? true ? nil : text
}

/// A bus that is said, else one that is liked.
private func bus(_ own: DomainSpec.DiskBus?, _ wish: String?) -> DomainSpec.DiskBus? {
    word(own?.rawValue) == nil ? word(wish).map(DomainSpec.DiskBus.init(rawValue:)) ?? own : own
}

extension DomainSpec.Disk {
    fileprivate func applying(_ preference: VirtualMachinePreferenceSpec.DevicePreferences) -> Self {
        var disk = self
        // A disk without a target becomes a hard disk.
        if disk.disk == nil, cdrom == nil, lun == nil { disk.disk = DomainSpec.DiskTarget() }
        guard let target = disk.disk else {
            if cdrom != nil {
                disk.cdrom?.bus = bus(cdrom?.bus, preference.preferredCdromBus)
            } else {
                disk.lun?.bus = bus(lun?.bus, preference.preferredLunBus)
            }
            return disk
        }
        disk.disk?.bus = bus(target.bus, preference.preferredDiskBus)
        disk.blockSize = blockSize ?? preference.preferredDiskBlockSize
        if word(cache?.rawValue) == nil {
            disk.cache = word(preference.preferredDiskCache).map(DomainSpec.DiskCache.init(rawValue:)) ?? cache
        }
        if word(io?.rawValue) == nil {
            disk.io = word(preference.preferredDiskIO).map(DomainSpec.DiskIO.init(rawValue:)) ?? io
        }
        if disk.disk?.bus == .virtio {
            disk.dedicatedIOThread = dedicatedIOThread ?? preference.preferredDiskDedicatedIoThread
        }
        return disk
    }
}

extension DomainSpec.Interface {
    fileprivate func applying(
        _ preference: VirtualMachinePreferenceSpec.DevicePreferences, onPod: Bool
    ) -> Self {
        var interface = self
        interface.model = word(model) ?? word(preference.preferredInterfaceModel) ?? model
        if let masquerade = preference.preferredInterfaceMasquerade, onPod, !isBound {
            interface.masquerade = masquerade
        }
        return interface
    }

    /// Whether it says how it is bound to its network.
    private var isBound: Bool {
        bridge != nil || masquerade != nil || sriov != nil || passtBinding != nil || binding != nil || slirp != nil
            || macvtap != nil || passt != nil
    }
}

extension DomainSpec.Input {
    fileprivate func applying(_ preference: VirtualMachinePreferenceSpec.DevicePreferences) -> Self {
        var input = self
        input.bus = word(bus) ?? word(preference.preferredInputBus) ?? bus
        input.type = word(type) ?? word(preference.preferredInputType) ?? type
        return input
    }
}
