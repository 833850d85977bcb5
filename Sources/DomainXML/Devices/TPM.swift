import KubeVirt

extension DomainConverter {
    /// An emulated TPM 2.0. One that keeps its state is of the newer interface, as KubeVirt introduced both together.
    func tpm() -> [Element] {
        guard let tpm = spec.devices.tpm, tpm.enabled ?? true else { return [] }
        let isPersistent = tpm.persistent == true
        return [
            Element(
                "tpm", ["model": isPersistent ? "tpm-crb" : "tpm-tis"],
                [
                    Element(
                        "backend",
                        ["type": "emulator", "version": "2.0", "persistent_state": isPersistent ? "yes" : nil])
                ])
        ]
    }
}
