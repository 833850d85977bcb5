import KubeVirt

extension DomainConverter {
    /// Memory that is plugged into a running machine: what it was started with is the status', how much more it shall
    /// have now is the VMI's, and how much it may have at most is the device's size. Nil when the VMI sets no maximum.
    package func memoryDevice() -> Element? {
        guard let guest = spec.memory?.guest, let most = spec.memory?.maxGuest,
            let start = machine.status?.memory?.guestAtBoot
        else { return nil }
        let block: Int64 = spec.memory?.hugepages?.pageSize == "1Gi" ? 1 << 30 : 2 << 20
        let bytes = { (name: String, count: Int64) in Element(name, ["unit": "b"], text: "\(count)") }
        return Element(
            "memory", ["model": "virtio-mem"],
            [
                Element(
                    "target",
                    [
                        bytes("size", most.roundedUp - start.roundedUp), Element("node", text: "0"),
                        bytes("block", block), bytes("requested", guest.roundedUp - start.roundedUp),
                    ])
            ])
    }
}
