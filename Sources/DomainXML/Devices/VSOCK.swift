import KubeVirt

extension DomainConverter {
    /// The first number that a guest may have.
    private static let ownNumber: UInt32 = 3

    /// The number by which host and guest find each other is given out by the cluster; on a single host, by libvirt.
    /// Only virtio 1.0: QEMU has no older one.
    func vsock() -> [Element] {
        let number = machine.status?.VSOCKCID
        guard number != nil || host.single != nil && spec.devices.autoattachVSOCK == true else { return [] }
        return [
            Element(
                "vsock", ["model": "virtio-non-transitional"],
                [
                    Element(
                        "cid",
                        [
                            "auto": number == nil ? "yes" : "no",
                            "address": number.map { "\(host.hasOwnVSOCK ? Self.ownNumber : $0)" },
                        ])
                ])
        ]
    }
}
