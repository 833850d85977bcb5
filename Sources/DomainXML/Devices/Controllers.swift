import KubeVirt

extension DomainConverter {
    /// KubeVirt's annotation for a chipset without a hole for devices above 4 GiB, which old guests trip over.
    static let holeAnnotation = "kubevirt.io/disablePCIHole64"

    func controllers() -> [Element] {
        var controllers = [
            Element("controller", ["type": "usb", "index": "0", "model": needsUSB ? "qemu-xhci" : "none"])
        ]
        if needsSCSI {
            let model = architecture == .s390x ? "virtio-scsi" : virtio
            controllers.append(
                Element("controller", ["type": "scsi", "index": "0", "model": model], scsiDriver()))
        }
        if architecture == .amd64, machine.metadata.annotations?[Self.holeAnnotation]?.lowercased() == "true" {
            controllers.append(
                Element(
                    "controller", ["type": "pci", "index": "0", "model": "pcie-root"],
                    [Element("pcihole64", ["unit": "KiB"], text: "0")]))
        }
        // Without a console libvirt adds the controller for the agent's port by itself, in a place that malta has not.
        if spec.devices.autoattachSerialConsole ?? true || isMalta, hasPorts {
            controllers.append(
                Element("controller", ["type": "virtio-serial", "index": "0", "model": virtio], protectedDriver))
        }
        return controllers
    }

    /// A cluster has one always, to plug disks into; on a single host it comes with the first disk on it.
    private var needsSCSI: Bool {
        if host.single == nil, spec.devices.disableHotplug != true { return true }
        return spec.devices.disks?.contains { $0.bus == .scsi } ?? false
    }

    private func scsiDriver() -> [Element] {
        guard let thread = IOThreadPlan.controllerThread(spec) else { return protectedDriver }
        return [
            Element(
                "driver",
                [
                    "iothread": "\(thread)", "queues": "\(max(1, processors))", "iommu": isMemoryEncrypted ? "on" : nil,
                ])
        ]
    }

    private var needsUSB: Bool {
        switch architecture {
        case .arm64: return true
        case .s390x: return false
        default: break
        }
        if spec.devices.clientPassthrough != nil { return true }
        if spec.devices.inputs?.contains(where: { ($0.bus?.nonEmpty ?? "usb") == "usb" }) ?? false { return true }
        // KubeVirt forgets drives on USB, which libvirt then refuses.
        if spec.devices.disks?.contains(where: { $0.bus == .usb && ($0.disk != nil || host.single != nil) }) ?? false {
            return true
        }
        return host.hostDevices.generic.contains { if case .usb = $0 { true } else { false } }
    }
}
