import KubeVirt

extension DomainConverter {
    func graphics() -> [Element] {
        guard hasDisplay else {
            // libvirt would add a graphics device of its own to a machine with none.
            return [Element("video", [Element("model", ["type": "none"])])]
        }
        return [
            Element(
                "graphics", ["type": "vnc"],
                [Element("listen", ["type": "socket", "socket": files.displaySocket])]),
            Element(
                "video", [videoModel()] + placement.address(of: .video)),
        ]
    }

    /// VGA where firmware and old guests know it, virtio elsewhere.
    private func videoModel() -> Element {
        guard architecture == .amd64 else { return Element("model", ["type": "virtio", "heads": "1"]) }
        return Element("model", ["type": "vga", "heads": "1", "vram": "16384"])
    }
}
