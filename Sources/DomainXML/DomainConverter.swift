package import KubeVirt

/// A VMI, with its defaults filled in, as libvirt's domain XML.
///
/// Each part of the domain is a function in a file of its own; this is their order. Shapes are those of KubeVirt's
/// converter, with this host's paths.
package struct DomainConverter: Sendable {
    let spec: DomainSpec
    let architecture: Architecture
    let annotations: Annotations
    let placement: PCIPlacement
    let host: HostFacts
    let files: MachineFiles

    /// Fails with the fields that cannot be honoured on this host.
    package init(_ machine: VirtualMachineInstance, host: HostFacts, files: MachineFiles) throws(ConversionError) {
        let causes = machine.localCauses()
        guard causes.isEmpty, let annotations = try? Annotations(machine.metadata) else {
            throw ConversionError(causes: causes + machine.admission())
        }
        spec = machine.spec.domain
        architecture = machine.spec.architecture ?? .amd64
        self.annotations = annotations
        placement = PCIPlacement(machine.metadata)
        self.host = host
        self.files = files
    }

    package func xml() -> String { domain().rendered() }

    func domain() -> Element {
        Element(
            "domain",
            ["type": host.kvm ? "kvm" : "qemu", "xmlns:qemu": "http://libvirt.org/schemas/domain/qemu/1.0"],
            [
                Element("name", text: files.domain),
                Element("uuid", text: spec.firmware?.uuid ?? files.uuid),
                metadata(),
                memory(),
                vcpu(),
                operatingSystem(),
                systemInformation(),
                features(),
                cpu(),
                clock(),
                Element("on_poweroff", text: "destroy"),
                Element("on_reboot", text: "restart"),
                Element("on_crash", text: "destroy"),
                devices(),
                hypervisorCapabilities(),
            ].compactMap(\.self))
    }

    private func devices() -> Element {
        let emulator = host.emulator.map { [Element("emulator", text: $0)] } ?? []
        let parts: [[Element]] = [
            emulator, controllers(), serialConsole(), helperChannels(), graphics(), [balloon()], rng(),
        ]
        return Element("devices", parts.flatMap(\.self))
    }
}
