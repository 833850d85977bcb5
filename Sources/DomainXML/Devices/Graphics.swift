import KubeVirt

extension DomainConverter {
    func graphics() -> [Element] {
        guard spec.devices.autoattachGraphicsDevice ?? true else {
            // libvirt would add a graphics device of its own to a machine with none.
            return [Element("video", [Element("model", ["type": "none"])])]
        }
        return [
            Element(
                "graphics", ["type": "vnc"],
                [Element("listen", ["type": "socket", "socket": files.displaySocket])]),
            Element(
                "video",
                [Element("model", ["type": "vga", "heads": "1", "vram": "16384"])] + placement.address(of: .video)),
        ]
    }
}
