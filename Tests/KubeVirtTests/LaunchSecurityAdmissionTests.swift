import KubeVirt
import Testing

@Suite struct LaunchSecurityAdmissionTests {
    private static let field = "FieldValueInvalid spec.launchSecurity"
    private static let uefi = DomainSpec.Firmware(bootloader: .init(efi: .init(secureBoot: false)))

    private func check(
        _ causes: [String] = [], _ security: DomainSpec.LaunchSecurity, on gates: [FeatureGate] = [],
        off: [FeatureGate] = [], architecture: Architecture = .amd64, firmware: DomainSpec.Firmware? = uefi,
        _ location: SourceLocation = #_sourceLocation, _ change: (inout VirtualMachineInstanceSpec) -> Void = { _ in }
    ) {
        AdmissionCase("launch security", causes, on: gates, off: off) {
            $0.architecture = architecture
            $0.domain.launchSecurity = security
            $0.domain.firmware = firmware
            change(&$0)
        }.check(location)
    }

    @Test("a machine is hidden in one way")
    func one() {
        for security in [DomainSpec.LaunchSecurity(), .init(sev: .init(), snp: .init())] {
            check(["FieldValueForbidden spec.launchSecurity"], security)
        }
    }

    @Test("AMD's ways are on until they are switched off, Intel's is off until it is switched on")
    func gates() {
        check([], .init(sev: .init()))
        check([], .init(snp: .init()))
        check([Self.field], .init(sev: .init()), off: [.workloadEncryptionSEV])
        check([], .init(sev: .init()), on: [.workloadEncryptionSEV], off: [.workloadEncryptionSEV])
        check([Self.field], .init(tdx: .init()))
        check([], .init(tdx: .init()), on: [.workloadEncryptionTDX])
    }

    @Test("hidden machines boot by UEFI; AMD's without secure boot, the newer ones without settings that stay")
    func firmware() {
        check([Self.field], .init(sev: .init()), firmware: nil)
        check([Self.field], .init(sev: .init()), firmware: .init(bootloader: .init(bios: .init())))
        let secure = DomainSpec.Firmware(bootloader: .init(efi: .init(secureBoot: true)))
        check([Self.field, "FieldValueInvalid spec.domain"], .init(snp: .init()), firmware: secure)
        check([], .init(tdx: .init()), on: [.workloadEncryptionTDX], firmware: secure)
        let persistent = DomainSpec.Firmware(bootloader: .init(efi: .init(persistent: true, secureBoot: false)))
        check([], .init(sev: .init()), firmware: persistent)
        check([Self.field], .init(snp: .init()), firmware: persistent)
        check([Self.field], .init(tdx: .init()), on: [.workloadEncryptionTDX], firmware: persistent)
    }

    @Test("TDX has no system management mode")
    func smm() {
        for (smm, causes) in [(DomainSpec.FeatureState(), [Self.field]), (.init(enabled: false), [])] {
            check(causes, .init(tdx: .init()), on: [.workloadEncryptionTDX]) { $0.domain.features = .init(smm: smm) }
        }
    }

    @Test("who attests a machine needs it to start paused")
    func attestation() {
        let security = DomainSpec.LaunchSecurity(sev: .init(attestation: .init()))
        check([Self.field], security)
        check([], security) { $0.startStrategy = "Paused" }
    }

    @Test("hidden machines do not boot from the network")
    func network() {
        check([Self.field], .init(sev: .init())) {
            $0.networks = [.init(name: "n", pod: .init())]
            $0.domain.devices.interfaces = [.init(bootOrder: 1, masquerade: .init(), name: "n")]
        }
    }

    @Test("on s390x any is let in, on arm64 none")
    func architectures() {
        check([], .init(), architecture: .s390x)
        check(["FieldValueInvalid spec.architecture"], .init(sev: .init()), architecture: .arm64)
    }
}
