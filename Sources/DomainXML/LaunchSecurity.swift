import KubeVirt

extension DomainConverter {
    /// Memory that the host cannot read. libvirt is told on amd64 only: on s390x the devices' drivers say enough.
    func launchSecurity() -> Element? {
        guard let security = spec.launchSecurity, architecture == .amd64 else { return nil }
        if let sev = security.sev {
            // Never open to debuggers; with the processors' registers encrypted as well when that is asked for.
            let policy = sev.policy?.encryptedState == true ? "0x5" : "0x1"
            return Element(
                "launchSecurity", ["type": "sev"],
                [
                    sev.dhCert?.nonEmpty.map { Element("dhCert", text: $0) },
                    sev.session?.nonEmpty.map { Element("session", text: $0) }, Element("policy", text: policy),
                ].compactMap(\.self))
        }
        if security.snp != nil {
            // Threads of a core may be used together; the other bit is one that must be set.
            return Element("launchSecurity", ["type": "sev-snp"], [Element("policy", text: "0x30000")])
        }
        guard security.tdx != nil else { return nil }
        let socket = machine.metadata.annotations?["kubevirt.io/qgs-socket-path"]?.nonEmpty
        return Element("launchSecurity", ["type": "tdx"], [Element("quoteGenerationService", ["path": socket])])
    }
}
