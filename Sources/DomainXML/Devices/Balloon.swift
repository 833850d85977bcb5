import KubeVirt

extension DomainConverter {
    func balloon() -> Element {
        guard spec.devices.autoattachMemBalloon ?? hasPorts else {
            return Element("memballoon", ["model": "none"])
        }
        let stats = host.balloonPeriod == 0 ? [] : [Element("stats", ["period": "\(host.balloonPeriod)"])]
        return Element(
            "memballoon", ["model": virtio, "freePageReporting": host.freePageReporting ? "on" : "off"],
            stats + protectedDriver)
    }
}
