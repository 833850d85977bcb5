/// How the network interface is bound that a machine gets when it lists none: KubeVirt's configuration
/// `network.defaultNetworkInterface`.
public enum PodInterface: String, Sendable, Hashable, Codable {
    /// A bridge to the pod's interface; KubeVirt's own default.
    case bridge
    /// Address translation, the one that a single host has.
    case masquerade
}

extension VirtualMachineInstanceSpec {
    /// Each volume has a disk, or is shown as a file system.
    mutating func setDisks() {
        guard let volumes, !volumes.isEmpty else { return }
        var named = Set((domain.devices.disks ?? []).map(\.name))
        named.formUnion((domain.devices.filesystems ?? []).map(\.name))
        let others = volumes.filter { !named.contains($0.name) }
        guard !others.isEmpty else { return }
        domain.devices.disks = (domain.devices.disks ?? []) + others.map { DomainSpec.Disk(name: $0.name) }
    }

    /// The pod's network, and an interface on it, for a machine that lists neither and does not decline.
    mutating func setInterface(_ binding: PodInterface) {
        guard domain.devices.autoattachPodInterface ?? true else { return }
        guard (networks ?? []).isEmpty, (domain.devices.interfaces ?? []).isEmpty else { return }
        var interface = DomainSpec.Interface(name: "default")
        switch binding {
        case .bridge: interface.bridge = DomainSpec.InterfaceBridge()
        case .masquerade: interface.masquerade = DomainSpec.InterfaceMasquerade()
        }
        domain.devices.interfaces = [interface]
        networks = [Network(name: "default", pod: PodNetwork())]
    }

    /// An image that is called latest, or by no version at all, is looked for anew.
    mutating func setPullPolicies() {
        for index in (volumes ?? []).indices {
            guard let disk = volumes?[index].containerDisk, disk.imagePullPolicy?.rawValue ?? "" == "" else { continue }
            let isLatest = disk.image.hasSuffix(":latest") || !disk.image.utf8.contains { ":@".utf8.contains($0) }
            volumes?[index].containerDisk?.imagePullPolicy = isLatest ? .always : .ifNotPresent
        }
    }

    /// What hangs on the machine's architecture: buses of disks, the watchdog, arm64's firmware and processor.
    mutating func setArchitectureDefaults() {
        switch architecture {
        case .arm64:
            domain.cpu = domain.cpu ?? DomainSpec.CPU()
            if domain.cpu?.model ?? "" == "" { domain.cpu?.model = "host-passthrough" }
            domain.setUEFI()
            domain.devices.setBuses(.virtio)
        case .s390x:
            domain.devices.setBuses(.virtio)
            if domain.devices.watchdog != nil {
                var device = domain.devices.watchdog?.diag288 ?? DomainSpec.Diag288Watchdog()
                if device.action ?? "" == "" { device.action = "reset" }
                domain.devices.watchdog?.diag288 = device
            }
        default:
            // KubeVirt's for a PC. Others have no such controller.
            let isOther = architecture.map { Architecture.beyondKubeVirt.contains($0) && !$0.isPC } ?? false
            domain.devices.setBuses(isOther ? .virtio : .sata)
            if domain.devices.watchdog != nil {
                var device = domain.devices.watchdog?.i6300esb ?? DomainSpec.I6300ESBWatchdog()
                if device.action ?? "" == "" { device.action = "reset" }
                domain.devices.watchdog?.i6300esb = device
            }
        }
    }
}

extension DomainSpec {
    /// arm64 has no BIOS, and secure boot only where it is asked for.
    fileprivate mutating func setUEFI() {
        if firmware?.bootloader == nil {
            firmware = firmware ?? Firmware()
            firmware?.bootloader = Bootloader(efi: EFI())
        }
        if firmware?.bootloader?.efi != nil, firmware?.bootloader?.efi?.secureBoot == nil {
            firmware?.bootloader?.efi?.secureBoot = false
        }
    }
}

extension DomainSpec.Devices {
    /// Disks are of some kind, drives are shut and read only, tablets are on USB.
    mutating func setDeviceDefaults() {
        for index in (disks ?? []).indices { disks?[index].setDefaults() }
        for index in (inputs ?? []).indices {
            if inputs?[index].bus ?? "" == "" { inputs?[index].bus = "usb" }
            if inputs?[index].type == "" { inputs?[index].type = "tablet" }
        }
        for index in (gpus ?? []).indices { gpus?[index].virtualGPUOptions?.display?.ramFB?.setDefault() }
    }

    fileprivate mutating func setBuses(_ bus: DomainSpec.DiskBus) {
        for index in (disks ?? []).indices {
            if disks?[index].disk?.bus?.isUnset ?? true { disks?[index].disk?.bus = bus }
            if disks?[index].cdrom?.bus?.isUnset ?? true { disks?[index].cdrom?.bus = bus }
            if disks?[index].lun?.bus?.isUnset ?? true { disks?[index].lun?.bus = bus }
        }
    }

    /// A tablet where one is asked for and none is listed. s390x has no USB.
    mutating func setTablet(on architecture: Architecture) {
        guard autoattachInputDevice == true, (inputs ?? []).isEmpty else { return }
        inputs = [DomainSpec.Input(bus: architecture == .s390x ? "virtio" : "usb", name: "default-0", type: "tablet")]
    }
}

extension DomainSpec.Disk {
    fileprivate mutating func setDefaults() {
        if disk == nil, cdrom == nil, lun == nil { disk = DomainSpec.DiskTarget() }
        if cdrom?.readonly == nil { cdrom?.readonly = true }
        if cdrom?.tray?.rawValue ?? "" == "" { cdrom?.tray = .closed }
        blockSize?.matchVolume?.setDefault()
    }
}

extension DomainSpec.DiskBus {
    /// Go's empty text stands for a field that is not there.
    var isUnset: Bool { rawValue.isEmpty }
}
