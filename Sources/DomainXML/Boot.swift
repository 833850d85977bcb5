import KubeVirt

extension DomainConverter {
    func operatingSystem() -> Element {
        Element(
            "os",
            [
                Element("type", ["arch": architecture.libvirtName, "machine": spec.machine?.type], text: "hvm"),
                annotations.kernel.map { Element("kernel", text: $0) },
                annotations.initrd.map { Element("initrd", text: $0) },
                spec.firmware?.kernelBoot?.kernelArgs.map { Element("cmdline", text: $0) },
                Element("smbios", ["mode": "sysinfo"]),
            ].compactMap(\.self))
    }

    /// What SMBIOS tells the guest; manufacturer and family as KubeVirt's default configuration.
    func systemInformation() -> Element {
        var entries = [
            Element("entry", ["name": "manufacturer"], text: "KubeVirt"),
            Element("entry", ["name": "product"], text: "None"),
            Element("entry", ["name": "family"], text: "KubeVirt"),
            Element("entry", ["name": "uuid"], text: spec.firmware?.uuid ?? files.uuid),
        ]
        if let serial = spec.firmware?.serial { entries.append(Element("entry", ["name": "serial"], text: serial)) }
        return Element("sysinfo", ["type": "smbios"], [Element("system", entries)])
    }
}

extension Architecture {
    /// The name that libvirt and QEMU have for it.
    package var libvirtName: String {
        switch self {
        case .amd64: "x86_64"
        case .arm64: "aarch64"
        default: rawValue
        }
    }
}
