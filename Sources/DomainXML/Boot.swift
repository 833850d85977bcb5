import KubeVirt

extension DomainConverter {
    func operatingSystem() throws(ConversionError) -> Element {
        // Only what has a kernel of its own gets arguments for it.
        let kernelBoot = spec.firmware?.kernelBoot
        let parts: [Element?] = [
            Element("type", ["arch": architecture.libvirtName, "machine": machineType], text: "hvm"),
            firmwareSearch(),
            loader(),
            variables(),
            annotations.firmware.map { Element("loader", ["readonly": "yes", "type": "rom"], text: $0) },
            (annotations.kernel ?? files.kernel).map { Element("kernel", text: $0) },
            (annotations.initrd ?? files.initrd).map { Element("initrd", text: $0) },
            kernelBoot?.kernelArgs?.nonEmpty.map { Element("cmdline", text: $0) },
            annotations.deviceTree.map { Element("dtb", text: $0) },
            try tables(),
            hasSMBIOS ? Element("smbios", ["mode": "sysinfo"]) : nil,
            // Time to get into the firmware's own menu once somebody resumes the machine.
            machine.spec.startStrategy == "Paused"
                ? Element("bootmenu", ["enable": "yes", "timeout": "10000"]) : nil,
            spec.firmware?.bootloader?.bios?.useSerial == true ? Element("bios", ["useserial": "yes"]) : nil,
        ]
        return Element("os", ["firmware": selectsFirmware ? "efi" : nil], parts.compactMap(\.self))
    }

    var machineType: String {
        if let type = annotations.machine ?? spec.machine?.type?.nonEmpty { return type }
        return architecture.defaultMachineType ?? "q35"
    }

    private var firmware: FirmwareChoice? { spec.firmware?.bootloader?.efi == nil ? nil : host.firmware }

    /// Whether libvirt looks for UEFI itself, among those that have keys enrolled.
    private var selectsFirmware: Bool { firmware?.isLibvirts ?? false }

    private func firmwareSearch() -> Element? {
        guard selectsFirmware else { return nil }
        return Element(
            "firmware",
            ["secure-boot", "enrolled-keys"].map { Element("feature", ["enabled": "yes", "name": $0]) })
    }

    private func loader() -> Element? {
        guard let firmware, !selectsFirmware else { return nil }
        return Element(
            "loader",
            ["readonly": "yes", "secure": firmware.isSecure ? "yes" : "no", "type": hasVariables ? "pflash" : "rom"],
            text: firmware.loader)
    }

    private func variables() -> Element? {
        guard let firmware, let path = files.variables else { return nil }
        if selectsFirmware {
            // On arm64 such firmware keeps variables in its own way, of which libvirt takes care.
            return machine.spec.architecture == .arm64 ? nil : Element("nvram", ["format": "raw"], text: path)
        }
        guard hasVariables else { return nil }
        return Element("nvram", ["template": firmware.template.nonEmpty], text: path)
    }

    /// Firmware that is measured as one piece holds no variables.
    private var hasVariables: Bool { spec.launchSecurity?.snp == nil && spec.launchSecurity?.tdx == nil }

    /// Others have another way to tell a guest about its machine.
    private var hasSMBIOS: Bool { architecture.isPC || architecture == .arm64 }

    /// Tables with licences, out of volumes of secrets.
    private func tables() throws(ConversionError) -> Element? {
        guard let acpi = spec.firmware?.acpi else { return nil }
        var tables: [Element] = []
        for (kind, reference) in [("slic", acpi.slicNameRef), ("msdm", acpi.msdmNameRef)] {
            guard let name = reference?.nonEmpty else { continue }
            let field = "firmware.acpi.\(kind)NameRef"
            guard let volume = volumes[name] else {
                throw refusal(of: field, "there is no volume ‘\(name)’; add one with a secret")
            }
            guard volume.secret != nil, let directory = files.secrets[name] else {
                throw refusal(of: field, "the volume ‘\(name)’ must be a secret, with the table in \(kind).bin")
            }
            tables.append(Element("table", ["type": kind], text: "\(directory)/\(kind).bin"))
        }
        guard !tables.isEmpty else {
            throw refusal(of: "firmware.acpi", "no table is named; set slicNameRef or msdmNameRef, or leave it out")
        }
        return Element("acpi", tables)
    }
}

extension Architecture {
    /// The name that libvirt has for it.
    package var libvirtName: String {
        switch self {
        case .amd64: "x86_64"
        case .arm64: "aarch64"
        case .armhf: "armv7l"
        case .i386: "i686"
        default: rawValue
        }
    }

    /// The end of its QEMU's name.
    package var qemuName: String {
        switch self {
        case .armhf: "arm"
        case .i386: "i386"
        case .ppc64le: "ppc64"
        default: libvirtName
        }
    }

    /// Whether libvirt knows its processors, and not only how many there are.
    var hasProcessorModels: Bool { self != .mips64el && self != .riscv64 }
}
