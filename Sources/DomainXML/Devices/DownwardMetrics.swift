import KubeVirt

extension DomainConverter {
    /// A port at which the guest asks how the host is; the format is vhostmd's.
    func downwardMetricsChannel() -> [Element] {
        guard spec.devices.downwardMetrics != nil else { return [] }
        let directory =
            host.single == nil ? KubeVirtPath.privateDirectory + "/downwardmetrics-channel" : files.directory
        return [
            Element(
                "channel", ["type": "unix"],
                [
                    Element("source", ["mode": "bind", "path": directory + "/downwardmetrics.sock"]),
                    Element("target", ["type": "virtio", "name": "org.github.vhostmd.1"]),
                ])
        ]
    }
}
