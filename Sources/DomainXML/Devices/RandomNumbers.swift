import KubeVirt

extension DomainConverter {
    func rng() -> [Element] {
        guard spec.devices.rng != nil else { return [] }
        return [
            Element(
                "rng", ["model": virtio],
                [Element("backend", ["model": "random"], text: "/dev/urandom")] + protectedDriver)
        ]
    }
}
