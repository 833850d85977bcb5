import KubeVirt

extension DomainConverter {
    /// A display at a socket, and the device that it shows.
    func graphics() -> [Element] {
        // The QEMU that a cluster's node has for another architecture than its own has no displays.
        let isForeign = host.single == nil && host.architecture.map { $0 != architecture } ?? false
        guard spec.devices.hasDisplay, !isForeign, hasPorts else {
            // libvirt would add a graphics device of its own to a machine with none.
            return host.single == nil ? [] : [Element("video", [Element("model", ["type": "none"])])]
        }
        return [
            Element(
                "graphics", ["type": "vnc"],
                [Element("listen", ["type": "socket", "socket": files.displaySocket])]),
            Element("video", [videoModel()]),
        ]
    }

    /// VGA where firmware and old guests know it, virtio elsewhere; the VMI may name another.
    private func videoModel() -> Element {
        if let type = spec.devices.video?.type {
            return Element("model", ["type": type, "heads": "1", "vram": "16384"])
        }
        guard architecture.isPC else { return Element("model", ["type": "virtio", "heads": "1"]) }
        if host.hasBochsDisplay, spec.firmware?.bootloader?.efi != nil {
            return Element("model", ["type": "bochs", "heads": "1"])
        }
        return Element("model", ["type": "vga", "heads": "1", "vram": "16384"])
    }
}
