import KubeVirt

extension DomainSpec.Devices {
    /// Devices that this host cannot make, or that nobody here would serve.
    func refuseDevices(on host: SingleHost, _ refusals: inout Refusals) {
        refuseHostDevices(&refusals)
        if let fileSystems = filesystems, !fileSystems.isEmpty, let lack = host.lackOfVirtiofs {
            for index in fileSystems.indices {
                refusals.add(
                    "domain.devices.filesystems[\(index)].virtiofs",
                    "directories cannot be shared on this host: \(lack); the virtiofsd of QEMU 7 needs root, the newer one "
                        + "does not: run as root, or install the package virtiofsd, or use a disk")
            }
        }
        if let tpm, tpm.enabled ?? true, let lack = host.lackOfTPM {
            refusals.add(
                "domain.devices.tpm",
                "libvirt starts no emulator of a TPM on this host: \(lack); install swtpm and swtpm-tools, see mayfly doctor"
            )
        }
        if autoattachVSOCK == true, !host.hasVSOCK {
            refusals.add(
                "domain.devices.autoattachVSOCK",
                "/dev/vhost-vsock is not there or not this user's; load it (modprobe vhost_vsock), give this user the right to "
                    + "open it, or use the guest helper, which needs none")
        }
        for (index, device) in (panicDevices ?? []).enumerated() where device.model == "pvpanic" {
            guard host.libvirt < 9_001_000 else { continue }
            refusals.add(
                "domain.devices.panicDevices[\(index)].model",
                "libvirt knows pvpanic on PCI from 9.1 on, and here is \(host.version); write isa")
        }
        if downwardMetrics != nil {
            refusals.add(
                "domain.devices.downwardMetrics",
                "nobody here measures the host for a guest; leave it out for this host")
        }
        if logSerialConsole == false {
            refusals.add(
                "domain.devices.logSerialConsole",
                "the console of every machine on this host is captured; leave it out, or set "
                    + "autoattachSerialConsole to false")
        }
    }

    private func refuseHostDevices(_ refusals: inout Refusals) {
        let remedy = "devices of this host are not handed over, which takes root; leave it out for this host"
        for index in (hostDevices ?? []).indices { refusals.add("domain.devices.hostDevices[\(index)]", remedy) }
        for index in (gpus ?? []).indices { refusals.add("domain.devices.gpus[\(index)]", remedy) }
    }
}

extension SingleHost {
    /// libvirt's version as people write it.
    var version: String { "\(libvirt / 1_000_000).\(libvirt / 1_000 % 1_000).\(libvirt % 1_000)" }
}
