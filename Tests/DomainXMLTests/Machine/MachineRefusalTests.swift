import KubeVirt
import Testing

@testable import DomainXML

/// What KubeVirt's own converter refuses, whatever the host.
struct MachineRefusalTests {
    private func refused(
        _ change: (inout VirtualMachineInstance) -> Void, host: (inout HostFacts) -> Void = { _ in }
    ) -> String? {
        let golden = MachineCase("refused", host: host, change)
        do {
            _ = try golden.domain()
            return nil
        } catch {
            return (error as? ConversionError)?.causes.first?.field
        }
    }

    private func pinned(_ host: inout HostFacts) {
        host.topology = MachineCase.topology
        host.processors = [0, 1]
    }

    @Test("a host without KVM where emulation is not allowed")
    func emulation() {
        let field = refused({ _ in }) { host in
            host.kvm = false
            host.allowsEmulation = false
        }
        #expect(field == "spec.domain")
    }

    @Test("more processors for itself than the host has for it")
    func processors() {
        #expect(
            refused({ $0.spec.domain.cpu = .init(cores: 3, dedicatedCpuPlacement: true) }, host: pinned)
                == "spec.domain.cpu.dedicatedCpuPlacement")
        #expect(
            refused(
                { $0.spec.domain.cpu = .init(cores: 2, dedicatedCpuPlacement: true, isolateEmulatorThread: true) },
                host: pinned) == "spec.domain.cpu.isolateEmulatorThread")
        #expect(
            refused({ $0.spec.domain.cpu = .init(cores: 2, dedicatedCpuPlacement: true) })
                == "spec.domain.cpu.dedicatedCpuPlacement")
    }

    @Test("nodes without huge pages, and memory that is no whole number of them")
    func nodes() {
        let field = "spec.domain.cpu.numa.guestMappingPassthrough"
        let cpu = DomainSpec.CPU(
            cores: 2, dedicatedCpuPlacement: true, numa: .init(guestMappingPassthrough: .init()))
        #expect(refused({ $0.spec.domain.cpu = cpu }, host: pinned) == field)
        #expect(
            refused(
                {
                    $0.spec.domain.cpu = cpu
                    $0.spec.domain.memory = .init(guest: .mebibytes(65), hugepages: .init(pageSize: "2Mi"))
                }, host: pinned) == field)
    }

    @Test("threads for disks of a machine with processors for itself and without a disk")
    func threads() {
        let field = refused(
            {
                $0.spec.domain.cpu = .init(cores: 2, dedicatedCpuPlacement: true)
                $0.spec.domain.ioThreadsPolicy = "auto"
            }, host: pinned)
        #expect(field == "spec.domain.ioThreadsPolicy")
    }

    @Test("tables out of no volume, or out of one that is no secret")
    func tables() {
        #expect(refused { $0.spec.domain.firmware = .init(acpi: .init()) } == "spec.domain.firmware.acpi")
        let field = "spec.domain.firmware.acpi.slicNameRef"
        #expect(refused { $0.spec.domain.firmware = .init(acpi: .init(slicNameRef: "a")) } == field)
        let isNoSecret = refused {
            $0.spec.domain.firmware = .init(acpi: .init(slicNameRef: "a"))
            $0.spec.volumes = [.init(configMap: .init(name: "c"), name: "a")]
        }
        #expect(isNoSecret == field)
    }

    @Test("more processors than there are numbers for")
    func plugged() {
        #expect(refused { $0.spec.domain.cpu = .init(cores: 1, maxSockets: 70_000) } == "spec.domain.cpu.maxSockets")
    }

    private static let amounts: [(text: String, bytes: Int64)] = [
        ("0", 0), ("64M", 64_000_000), ("1Gi", 1_073_741_824), ("1500m", 1), ("1.5", 1), ("1536Mi", 1_610_612_736),
        ("99Gi", 106_300_440_576), ("100000Gi", 107_374_182_399_999), ("10Ti", 10_995_116_277_760),
        ("100Ti", 109_951_162_777_599),
    ]

    @Test("bytes are never more than the quantity, and one less where Kubernetes reads it in its slow way")
    func bytes() throws {
        for (text, bytes) in Self.amounts { #expect(try Quantity(text).libvirtBytes == bytes, "\(text)") }
    }
}
