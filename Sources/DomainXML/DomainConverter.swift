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

    /// The QEMU binary; libvirt's choice when nil. A node that emulates another architecture has it in its own place.
    var emulator: String? {
        host.emulator ?? (isForeign && host.single == nil ? "/usr/bin/qemu-system-" + architecture.qemuName : nil)
    }

    /// Fails with what KubeVirt's converter refuses.
    package func xml() throws(ConversionError) -> String { try domain().rendered() }

    /// The domain before it is written down.
    package func domain() throws(ConversionError) -> Element {
        // What no machine has would take all memory to write down.
        if let count = spec.ioThreads?.supplementalPoolThreadCount, count > 65_536 {
            throw refusal(of: "ioThreads.supplementalPoolThreadCount", "no machine has \(count) threads; write fewer")
        }
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
            try commandline(),
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
