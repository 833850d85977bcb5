package import KubeVirt

/// A VMI as libvirt's domain XML: the one that KubeVirt's converter makes when it is told the same about the host.
///
/// Each part of the domain is a function in a file of its own; this is their order.
package struct DomainConverter: Sendable {
    let machine: VirtualMachineInstance
    let architecture: Architecture
    let annotations: Annotations
    let volumes: [String: VirtualMachineInstanceSpec.Volume]
    let networks: [UserNetwork]
    let volumeStates: VolumeStates
    /// What DHCP tells the guest it is called.
    let hostname: String?
    let host: HostFacts
    let files: MachineFiles

    var spec: DomainSpec { machine.spec.domain }

    /// Fails with the fields that cannot be honoured on a single host. What KubeVirt's own converter refuses, `xml` does.
    package init(_ machine: VirtualMachineInstance, host: HostFacts, files: MachineFiles) throws(ConversionError) {
        var annotations = Annotations()
        if let single = host.single {
            let causes =
                machine.localCauses(on: single) + machine.emulationCauses(on: host)
                + files.missing(for: machine, host: host)
            guard causes.isEmpty, let ours = try? Annotations(machine.metadata) else {
                throw ConversionError(causes: causes + machine.admission())
            }
            annotations = ours
        }
        self.machine = machine
        architecture = machine.spec.architecture ?? host.assumedArchitecture
        self.annotations = annotations
        volumes = Dictionary((machine.spec.volumes ?? []).map { ($0.name, $0) }) { $1 }
        networks =
            host.hasUserNetworks
            ? machine.userNetworks.filter { host.attachment(of: $0.interface) == .userNetwork } : []
        volumeStates = VolumeStates(machine.status)
        // A name with dots is a host in a domain; DHCP has another option for that.
        let name = machine.spec.hostname?.nonEmpty ?? machine.metadata.name
        hostname = name.flatMap { $0.split(separator: ".").first }.map { String($0.prefix(63)) }
        self.host = host
        self.files = files
    }

    /// Fails with what KubeVirt's converter refuses.
    package func xml() throws(ConversionError) -> String { try domain().rendered() }

    /// The domain before it is written down.
    package func domain() throws(ConversionError) -> Element {
        let pinning = try pinning()
        let type = try type()
        let parts: [Element?] = [
            Element("name", text: files.domain),
            files.uuid.map { Element("uuid", text: spec.firmware?.uuid?.nonEmpty ?? $0) },
            metadata(),
            maximumMemory(),
            memory(),
            memoryBacking(pinning?.numa),
            vcpu(),
            try vcpus(),
            ioThreads(),
            pinning?.tuning,
            pinning?.numa?.tuning,
            try operatingSystem(),
            systemInformation(),
            features(pinning),
            cpu(pinning?.numa),
            clock(),
            rebootPolicy(),
            try devices(pinning),
            launchSecurity(),
            host.hasIOMMUDescriptor ? Element("iommufd", ["enabled": "yes", "fdgroup": "iommu"]) : nil,
            commandline(),
            host.single == nil ? nil : hypervisorCapabilities(),
            networkOverrides(),
        ]
        return Element(
            "domain", ["type": type, "xmlns:qemu": "http://libvirt.org/schemas/domain/qemu/1.0"],
            parts.compactMap(\.self))
    }

    /// KVM, or emulation where that is allowed: always for another architecture than the host's.
    private func type() throws(ConversionError) -> String {
        if isForeign { return "qemu" }
        if host.kvm { return "kvm" }
        guard host.allowsEmulation else {
            throw refusal(of: "", "there is no KVM on the host, and emulation is not allowed")
        }
        return "qemu"
    }

    /// Whether the guest's architecture is another than the host's.
    var isForeign: Bool {
        guard let own = host.architecture, let guest = machine.spec.architecture else { return false }
        return own != guest
    }

    /// libvirt restarts a guest that reboots, unless it is told to end it.
    private func rebootPolicy() -> Element? {
        switch spec.rebootPolicy {
        case "Terminate": Element("on_reboot", text: "destroy")
        case "Reboot": Element("on_reboot", text: "restart")
        default: nil
        }
    }

    /// What KubeVirt's converter refuses, by its field in `spec.domain`.
    func refusal(of field: String, _ message: String) -> ConversionError {
        ConversionError(
            causes: [
                StatusCause(
                    field: field.isEmpty ? "spec.domain" : "spec.domain." + field, message: message,
                    reason: .fieldValueInvalid)
            ])
    }
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
        if let data = machine.metadata.annotations?[DomainConverter.ignitionAnnotation], data.contains("ignition"),
            ignition == nil
        {
            refusals.causes.append(
                StatusCause(
                    field: "metadata.annotations",
                    message: "this host has no file for the configuration in \(DomainConverter.ignitionAnnotation)",
                    reason: .fieldValueNotSupported))
        }
        return refusals.causes
    }
}

extension VirtualMachineInstance {
    /// Whether the guest shall tell the host about memory that it does not need: not where it has been promised its
    /// memory, and not against its annotation.
    package var reportsFreePages: Bool {
        if metadata.annotations?["kubevirt.io/free-page-reporting-disabled"] == "true" { return false }
        let cpu = spec.domain.cpu
        return cpu?.dedicatedCpuPlacement != true && cpu?.realtime == nil && spec.domain.memory?.hugepages == nil
    }
}
