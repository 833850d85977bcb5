import KubeVirt

extension DomainConverter {
    /// KubeVirt has a SCSI controller always, to plug disks into; here it comes with the first disk on it.
    func controllers() -> [Element] {
        let usb = needsUSB ? "qemu-xhci" : "none"
        var controllers = [
            Element(
                "controller", ["type": "usb", "index": "0", "model": usb], needsUSB ? placement.address(of: "usb") : [])
        ]
        if (spec.devices.disks ?? []).contains(where: { $0.target.bus == .scsi }) {
            let model = architecture == .s390x ? "virtio-scsi" : virtio
            controllers.append(
                Element("controller", ["type": "scsi", "index": "0", "model": model], placement.address(of: "scsi")))
        }
        controllers.append(
            Element(
                "controller", ["type": "virtio-serial", "index": "0", "model": virtio],
                placement.address(of: .virtioSerial)))
        return controllers
    }

    /// What libvirt calls the kind of virtio that devices speak.
    var virtio: String {
        if architecture == .s390x { return "virtio" }
        return spec.devices.useVirtioTransitional == true ? "virtio-transitional" : "virtio-non-transitional"
    }
}
