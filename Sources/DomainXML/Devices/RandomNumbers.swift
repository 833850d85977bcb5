import KubeVirt

extension DomainConverter {
    func rng() -> [Element] {
        guard spec.devices.rng != nil else { return [] }
        let backend =
            annotations.fixedSeed == nil
            ? Element("backend", ["model": "random"], text: "/dev/urandom") : Element("backend", ["model": "builtin"])
        return [Element("rng", ["model": virtio], [backend] + protectedDriver)]
    }
}
