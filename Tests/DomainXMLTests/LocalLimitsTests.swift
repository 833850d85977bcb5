import DomainXML
import KubeVirt
import Testing

struct LocalLimitsTests {
    @Test("a machine without what this host lacks is taken")
    func taken() {
        #expect(small().localCauses().isEmpty)
    }

    @Test("a kernel out of a container image is refused, with the annotations that name one of this host")
    func container() throws {
        let machine = small {
            $0.firmware?.kernelBoot?.container = .init(image: "registry/kernel:1", kernelPath: "/vmlinuz")
        }
        let cause = try #require(machine.localCauses().first)
        #expect(cause.field == "spec.domain.firmware.kernelBoot.container")
        #expect(cause.message.contains("mayfly.dev/kernel"))
        #expect(cause.reason == .fieldValueNotSupported)
    }

    @Test("a pod's network is refused, also when it is only KubeVirt's default", arguments: [true, nil])
    func podInterface(_ value: Bool?) throws {
        let machine = small { $0.devices.autoattachPodInterface = value }
        let cause = try #require(machine.localCauses().first)
        #expect(cause.field == "spec.domain.devices.autoattachPodInterface")
        #expect(cause.message.contains("set it to false"))
    }

    @Test("ACPI is refused on arm64, where it needs firmware that is not there yet, also as KubeVirt's default")
    func acpi() throws {
        let cause = try #require(small(.arm64).localCauses().first)
        #expect(cause.field == "spec.domain.features.acpi.enabled")
        #expect(cause.message.contains("UEFI"))
        #expect(small(.arm64) { $0.features = .init(acpi: .init(enabled: false)) }.localCauses().isEmpty)
    }

    @Test("an eviction strategy is refused: nothing drains this host")
    func eviction() throws {
        var machine = small()
        machine.spec.evictionStrategy = .liveMigrate
        let cause = try #require(machine.localCauses().first)
        #expect(cause.field == "spec.evictionStrategy")
        #expect(cause.message.contains("leave it out"))
    }

    @Test("everything that is refused is told at once, and converting fails with the same")
    func together() throws {
        var machine = small { $0.devices.autoattachPodInterface = true }
        machine.spec.evictionStrategy = .liveMigrate
        let error = #expect(throws: ConversionError.self) {
            try DomainConverter(machine, host: HostFacts(kvm: false), files: GoldenCase.tiny.files)
        }
        #expect(error?.causes.map(\.field) == ["spec.domain.devices.autoattachPodInterface", "spec.evictionStrategy"])
        #expect(error?.description.split(separator: "\n").count == 2)
    }
}
