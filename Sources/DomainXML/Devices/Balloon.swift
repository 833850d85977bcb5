import KubeVirt

extension DomainConverter {
    func balloon() -> Element {
        guard spec.devices.autoattachMemBalloon ?? true else { return Element("memballoon", ["model": "none"]) }
        return Element(
            "memballoon", ["model": virtio, "freePageReporting": host.kvm ? "on" : "off"],
            [Element("stats", ["period": "10"])] + placement.address(of: .balloon))
    }
}
