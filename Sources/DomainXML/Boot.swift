import KubeVirt

extension DomainConverter {
    func operatingSystem() -> Element {
        Element(
            "os",
            [
                Element("type", ["arch": architecture.libvirtName, "machine": spec.machine?.type], text: "hvm"),
                loader(),
                variables(),
                (annotations.kernel ?? files.kernel).map { Element("kernel", text: $0) },
                (annotations.initrd ?? files.initrd).map { Element("initrd", text: $0) },
                spec.firmware?.kernelBoot?.kernelArgs.map { Element("cmdline", text: $0) },
                spec.firmware?.bootloader?.bios?.useSerial == true ? Element("bios", ["useserial": "yes"]) : nil,
                hasSMBIOS ? Element("smbios", ["mode": "sysinfo"]) : nil,
            ].compactMap(\.self))
    }

    private var efi: DomainSpec.EFI? { spec.firmware?.bootloader?.efi }

    private func loader() -> Element? {
        guard efi != nil, let firmware = host.firmware else { return nil }
        return Element(
            "loader", ["readonly": "yes", "secure": firmware.isSecure ? "yes" : "no", "type": "pflash"],
            text: firmware.loader)
    }

    private func variables() -> Element? {
        guard efi != nil, let firmware = host.firmware else { return nil }
        return Element("nvram", ["template": firmware.template.nonEmpty], text: files.variables)
    }

    /// IBM Z has another way to tell a guest about its machine.
    private var hasSMBIOS: Bool { architecture != .s390x }

    /// What SMBIOS tells the guest; manufacturer and family as KubeVirt's default configuration.
    func systemInformation() -> Element? {
        guard hasSMBIOS else { return nil }
        var entries = [
            Element("entry", ["name": "manufacturer"], text: "KubeVirt"),
            Element("entry", ["name": "product"], text: "None"),
            Element("entry", ["name": "family"], text: "KubeVirt"),
            Element("entry", ["name": "uuid"], text: spec.firmware?.uuid ?? files.uuid ?? ""),
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
