/// How the network interface is bound that a machine gets when it lists none: KubeVirt's configuration
/// `network.defaultNetworkInterface`.
public enum PodInterface: String, Sendable, Hashable, Codable {
    /// A bridge to the pod's interface; KubeVirt's own default.
    case bridge
    /// Address translation, the one that a single host has.
    case masquerade
}

extension VirtualMachineInstanceSpec {
    /// Each volume has a disk, each disk is of some kind and on some bus.
    mutating func setDisks(_ architecture: Architecture) {
        let named = Set((domain.devices.disks ?? []).map(\.name))
        let others = (volumes ?? []).filter { !named.contains($0.name) }.map { DomainSpec.Disk(name: $0.name) }
        guard domain.devices.disks != nil || !others.isEmpty else { return }
        // Who has no SATA controller of its own boots from virtio.
        let bus = architecture == .amd64 ? DomainSpec.DiskBus.sata : .virtio
        domain.devices.disks = ((domain.devices.disks ?? []) + others).map { disk in
            var disk = disk
            if disk.disk == nil, disk.cdrom == nil, disk.lun == nil { disk.disk = DomainSpec.DiskTarget() }
            if disk.disk?.bus?.isUnset ?? true { disk.disk?.bus = bus }
            if disk.lun?.bus?.isUnset ?? true { disk.lun?.bus = bus }
            if disk.cdrom?.bus?.isUnset ?? true { disk.cdrom?.bus = bus }
            if disk.cdrom?.readonly == nil { disk.cdrom?.readonly = true }
            if disk.cdrom?.tray?.rawValue ?? "" == "" { disk.cdrom?.tray = .closed }
            return disk
        }
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
}

extension DomainSpec {
    /// UEFI on arm64, which has no BIOS. A kernel that is booted directly and told its hardware without ACPI needs no
    /// firmware at all: there KubeVirt asks for UEFI all the same, we do not.
    mutating func setBootloader(_ architecture: Architecture) {
        if let efi = firmware?.bootloader?.efi, efi.secureBoot == nil {
            firmware?.bootloader?.efi?.secureBoot = true
        }
        guard architecture == .arm64, firmware?.bootloader == nil else { return }
        if firmware?.kernelBoot != nil, features?.acpi?.enabled == false { return }
        firmware = firmware ?? Firmware()
        firmware?.bootloader = Bootloader(efi: EFI(secureBoot: false))
    }
}

extension DomainSpec.Devices {
    /// A tablet where one is asked for and none is listed; inputs are on USB.
    mutating func setInputs(_ architecture: Architecture) {
        if autoattachInputDevice == true, (inputs ?? []).isEmpty {
            let bus = architecture == .s390x ? "virtio" : "usb"
            inputs = [DomainSpec.Input(bus: bus, name: "default-0", type: "tablet")]
        }
        inputs = inputs?.map { input in
            var input = input
            if input.bus ?? "" == "" { input.bus = "usb" }
            return input
        }
    }
}

extension DomainSpec.DiskBus {
    /// Go's empty text stands for a field that is not there.
    var isUnset: Bool { rawValue.isEmpty }
}
