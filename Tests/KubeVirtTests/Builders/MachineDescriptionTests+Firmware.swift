import KubeVirt
import Testing

extension MachineDescriptionTests {
    @Test("firmware, features and clock")
    func platform() throws {
        try check(
            machine.efi(persistent: true).smbios(uuid: "5d307ca9-b3ef-428c-8861-06e72d69f223", serial: "s")
                .acpi(true).hyperv(.relaxed, .spinlocks(8191)).hyperv(.vapic, .vendor("Mayfly")).utc(offset: 60)
                .timezone("Europe/Berlin"),
            """
            domain:
              clock:
                timezone: Europe/Berlin
              devices: {}
              features:
                acpi:
                  enabled: true
                hyperv:
                  relaxed: {}
                  spinlocks:
                    spinlocks: 8191
                  vapic: {}
                  vendorid:
                    vendorid: Mayfly
                smm:
                  enabled: true
              firmware:
                bootloader:
                  efi:
                    persistent: true
                    secureBoot: true
                serial: s
                uuid: "5d307ca9-b3ef-428c-8861-06e72d69f223"
            """)
        try check(
            machine.bios(onSerialConsole: true)
                .kernelBoot(image: "example/kernel", kernel: "/vmlinuz", initrd: "/initrd", arguments: "quiet"),
            """
            domain:
              devices: {}
              firmware:
                bootloader:
                  bios:
                    useSerial: true
                kernelBoot:
                  container:
                    image: example/kernel
                    initrdPath: /initrd
                    kernelPath: /vmlinuz
                  kernelArgs: quiet
            """)
    }
}
