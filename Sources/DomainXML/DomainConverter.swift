package import KubeVirt

/// A VMI, with its defaults filled in, as libvirt's domain XML.
///
/// Each part of the domain is a function in a file of its own; this is their order. Shapes are those of KubeVirt's
/// converter, with this host's paths.
package struct DomainConverter: Sendable {
    let spec: DomainSpec
    let architecture: Architecture
    let annotations: Annotations
    let volumes: [String: VirtualMachineInstanceSpec.Volume]
    let networks: [UserNetwork]
    /// What DHCP tells the guest it is called.
    let hostname: String?
    let placement: PCIPlacement
    let host: HostFacts
    let files: MachineFiles

    /// Fails with the fields that cannot be honoured on a single host. What KubeVirt's own converter refuses, `xml` does.
    package init(_ machine: VirtualMachineInstance, host: HostFacts, files: MachineFiles) throws(ConversionError) {
        var annotations = Annotations()
        if host.single != nil {
            let causes = machine.localCauses() + files.missing(for: machine, host: host)
            guard causes.isEmpty, let ours = try? Annotations(machine.metadata) else {
                throw ConversionError(causes: causes + machine.admission())
            }
            annotations = ours
        }
        self.init(trusting: machine, annotations: annotations, host: host, files: files)
    }

    private init(
        trusting machine: VirtualMachineInstance, annotations: Annotations, host: HostFacts, files: MachineFiles
    ) {
        spec = machine.spec.domain
        architecture = machine.spec.architecture ?? .amd64
        self.annotations = annotations
        volumes = Dictionary((machine.spec.volumes ?? []).map { ($0.name, $0) }) { $1 }
        networks = machine.userNetworks.filter { host.attachment(of: $0.interface) == .userNetwork }
        // A name with dots is a host in a domain; DHCP has another option for that.
        let name = machine.spec.hostname?.nonEmpty ?? machine.metadata.name
        hostname = name.flatMap { $0.split(separator: ".").first }.map { String($0.prefix(63)) }
        var placement = PCIPlacement(machine.metadata)
        placement.place(Self.pluggedAliases(spec))
        self.placement = placement
        self.host = host
        self.files = files
    }

    /// Devices of the VMI that sit on PCI, in the order in which they get their slots.
    private static func pluggedAliases(_ spec: DomainSpec) -> [String] {
        let disks = (spec.devices.disks ?? []).filter {
            $0.target.bus == .virtio && $0.disk?.pciAddress?.nonEmpty == nil
        }
        let interfaces = (spec.devices.interfaces ?? []).filter { $0.pciAddress?.nonEmpty == nil }
        let inputs = (spec.devices.inputs ?? []).filter { $0.bus == "virtio" }
        return disks.map { alias($0.name) } + interfaces.map { alias($0.name) } + ["scsi", "usb"]
            + [spec.devices.watchdog].compactMap { $0.map { alias($0.name) } } + inputs.map { alias($0.name) }
    }

    /// Fails with what KubeVirt's converter refuses.
    package func xml() throws(ConversionError) -> String { try domain().rendered() }

    /// The domain before it is written down.
    package func domain() throws(ConversionError) -> Element {
        Element(
            "domain",
            ["type": host.kvm ? "kvm" : "qemu", "xmlns:qemu": "http://libvirt.org/schemas/domain/qemu/1.0"],
            [
                Element("name", text: files.domain),
                files.uuid.map { Element("uuid", text: spec.firmware?.uuid ?? $0) },
                metadata(),
                memory(),
                vcpu(),
                ioThreads(),
                operatingSystem(),
                systemInformation(),
                features(),
                cpu(),
                clock(),
                Element("on_poweroff", text: "destroy"),
                Element("on_reboot", text: "restart"),
                Element("on_crash", text: "destroy"),
                devices(),
                networkArguments(),
                host.single == nil ? nil : hypervisorCapabilities(),
                networkOverrides(),
            ].compactMap(\.self))
    }

    private func devices() -> Element {
        let emulator = host.emulator.map { [Element("emulator", text: $0)] } ?? []
        let parts: [[Element]] = [
            emulator, disks(), controllers(), interfaces(), serialConsole(), helperChannels(), [guestAgentChannel()],
            inputs(), graphics(), watchdog(), [balloon()], rng(),
        ]
        return Element("devices", parts.flatMap(\.self))
    }

    var processors: Int { spec.cpu?.count ?? 1 }
}

extension MachineFiles {
    /// What the machine needs and was given no file for.
    fileprivate func missing(for machine: VirtualMachineInstance, host: HostFacts) -> [StatusCause] {
        var refusals = Refusals()
        for (index, volume) in (machine.spec.volumes ?? []).enumerated() where volumes[volume.name] == nil {
            refusals.add("volumes[\(index)]", "this host has no file for the volume ‘\(volume.name)’")
        }
        if machine.firmwareNeed != nil, host.firmware == nil || variables == nil {
            refusals.add(
                "domain.firmware.bootloader.efi",
                "this host has no UEFI firmware for the machine; install it (Debian: ovmf for amd64, qemu-efi-aarch64 for "
                    + "arm64), or use bios on amd64")
        }
        return refusals.causes
    }
}
