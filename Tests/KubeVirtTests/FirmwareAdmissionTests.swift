import KubeVirt
import Testing

@Suite struct FirmwareAdmissionTests {
    private func causes(
        _ bootloader: DomainSpec.Bootloader, smm: DomainSpec.FeatureState? = nil, architecture: Architecture? = nil
    ) -> [StatusCause] {
        VirtualMachineInstanceSpec(
            architecture: architecture,
            domain: .init(
                features: .init(smm: smm), firmware: .init(bootloader: bootloader), memory: .init(guest: .mebibytes(64))
            )
        ).admission(at: "spec")
    }

    @Test("secure boot, the default of UEFI, wants system management mode")
    func secureBoot() {
        #expect(causes(.init(efi: .init(secureBoot: false))).isEmpty)
        #expect(causes(.init(efi: .init()), smm: .init()).isEmpty)
        for smm in [nil, DomainSpec.FeatureState(enabled: false)] {
            #expect(
                causes(.init(efi: .init()), smm: smm) == [
                    StatusCause(
                        field: "spec.domain",
                        message: "spec.domain has EFI SecureBoot enabled. "
                            + "SecureBoot requires SMM, which is currently disabled.", reason: .fieldValueInvalid)
                ])
        }
    }

    @Test("a machine has one firmware")
    func both() {
        #expect(
            causes(.init(bios: .init(), efi: .init(secureBoot: false))).map(\.field) == [
                "spec.domain.firmware.bootloader"
            ])
    }

    @Test("arm64 has neither BIOS nor secure boot")
    func arm() {
        #expect(
            causes(.init(bios: .init()), architecture: .arm64).map(\.field) == ["spec.domain.firmware.bootloader.bios"])
        #expect(
            causes(.init(efi: .init(secureBoot: true)), smm: .init(), architecture: .arm64).map(\.field) == [
                "spec.domain.firmware.bootloader.efi.secureboot"
            ])
    }
}
