import KubeVirt
import Testing

@Suite struct DeviceDefaultsTests {
    private func defaults(
        _ spec: VirtualMachineInstanceSpec, host: Architecture = .amd64, podInterface: PodInterface = .bridge
    ) -> VirtualMachineInstanceSpec {
        spec.withDefaults(host: host, podInterface: podInterface)
    }

    @Test("a machine that lists no interface gets one on the pod's network, bound as the configuration says")
    func interface() {
        let bridged = defaults(.init())
        #expect(bridged.domain.devices.interfaces == [.init(bridge: .init(), name: "default")])
        #expect(bridged.networks == [.init(name: "default", pod: .init())])
        let masqueraded = defaults(.init(), podInterface: .masquerade)
        #expect(masqueraded.domain.devices.interfaces == [.init(masquerade: .init(), name: "default")])
    }

    @Test("a machine that declines an interface, or lists one or a network, gets none")
    func noInterface() {
        let declined = VirtualMachineInstanceSpec(domain: .init(devices: .init(autoattachPodInterface: false)))
        #expect(defaults(declined).domain.devices.interfaces == nil)
        #expect(defaults(declined).networks == nil)
        let listed = VirtualMachineInstanceSpec(networks: [.init(name: "a", pod: .init())])
        #expect(defaults(listed).networks == listed.networks)
        #expect(defaults(listed).domain.devices.interfaces == nil)
    }

    @Test("each volume has a disk, on the architecture's bus")
    func disks() {
        let spec = VirtualMachineInstanceSpec(
            domain: .init(
                devices: .init(disks: [.init(cdrom: .init(), name: "b"), .init(disk: .init(bus: .scsi), name: "c")])),
            volumes: ["a", "b", "c"].map { .init(emptyDisk: .init(capacity: .gibibytes(1)), name: $0) })
        #expect(
            defaults(spec).domain.devices.disks == [
                .init(cdrom: .init(bus: .sata, readonly: true, tray: .closed), name: "b"),
                .init(disk: .init(bus: .scsi), name: "c"), .init(disk: .init(bus: .sata), name: "a"),
            ])
        #expect(defaults(spec, host: .arm64).domain.devices.disks?.last?.disk?.bus == .virtio)
    }

    @Test("arm64 starts by UEFI without secure boot, except a kernel that is told its hardware without ACPI")
    func bootloader() {
        #expect(defaults(.init()).domain.firmware?.bootloader == nil)
        let efi = DomainSpec.Bootloader(efi: .init(secureBoot: false))
        #expect(defaults(.init(), host: .arm64).domain.firmware?.bootloader == efi)
        let direct = VirtualMachineInstanceSpec(
            domain: .init(
                features: .init(acpi: .init(enabled: false)), firmware: .init(kernelBoot: .init(kernelArgs: "quiet"))))
        #expect(defaults(direct, host: .arm64).domain.firmware?.bootloader == nil)
        let secure = VirtualMachineInstanceSpec(domain: .init(firmware: .init(bootloader: .init(efi: .init()))))
        #expect(defaults(secure).domain == defaults(defaults(secure)).domain)
        #expect(defaults(secure, host: .arm64).domain.firmware?.bootloader == efi)
    }

    @Test("switches become devices: a tablet, a watchdog that resets, system management mode")
    func switches() {
        let spec = VirtualMachineInstanceSpec(
            domain: .init(
                devices: .init(autoattachInputDevice: true, watchdog: .init(name: "w")), features: .init(smm: .init())))
        let domain = defaults(spec).domain
        #expect(domain.devices.inputs == [.init(bus: "usb", name: "default-0", type: "tablet")])
        #expect(domain.devices.watchdog?.i6300esb?.action == "reset")
        #expect(domain.features?.smm?.enabled == true)
    }
}
