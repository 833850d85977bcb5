import DomainXML
import Glibc
import KubeVirt
import Manifests
import YAML

/// Validates, defaults and converts machines by the thousand, on one core.
struct ConvertBenchmark {
    let count: Int

    /// Every step is one that a manifest takes on its way to libvirt.
    func run() throws -> ConvertReport {
        var report = ConvertReport(machines: count)
        // Before anything is warm: what a command for a single machine pays.
        report.first = try measured { _ = try convert(try decode(Array(MachineTexts.json(1).utf8))) }
        let texts = (0..<count).map { Array(MachineTexts.json($0).utf8) }
        report.manifestBytes = texts.reduce(0) { $0 + $1.count }

        report.fromManifest = try measured { for text in texts { report.domainBytes += try convert(decode(text)) } }
        var machines: [VirtualMachineInstance] = []
        report.decoding = try measured { machines = try texts.map(decode) }
        report.fromValues = try measured { for machine in machines { _ = try convert(machine) } }

        report.defaulting = measured { machines = machines.map(Self.defaulted) }
        report.validating = try measured {
            for machine in machines {
                let causes = machine.validation(under: Self.configuration)
                guard causes.isEmpty else { throw Refusal(causes: causes) }
            }
        }
        report.converting = try measured {
            for machine in machines { _ = try Self.domain(of: machine).utf8.count }
        }
        report.peakMemory = Self.peakMemory()
        return report
    }

    private struct Refusal: Error, CustomStringConvertible {
        let causes: [StatusCause]
        var description: String { causes.map(\.description).joined(separator: "; ") }
    }

    private static let configuration = ClusterConfiguration()

    private func decode(_ text: [UInt8]) throws -> VirtualMachineInstance {
        try YAMLDecoder(refusesNull: true).decode(VirtualMachineInstance.self, from: text)
    }

    /// Defaults, verdict, domain; the length of that.
    private func convert(_ machine: VirtualMachineInstance) throws -> Int {
        let full = Self.defaulted(machine)
        let causes = full.validation(under: Self.configuration)
        guard causes.isEmpty else { throw Refusal(causes: causes) }
        return try Self.domain(of: full).utf8.count
    }

    private static func defaulted(_ machine: VirtualMachineInstance) -> VirtualMachineInstance {
        machine.withDefaults(host: .amd64, podInterface: .masquerade)
    }

    private static func domain(of machine: VirtualMachineInstance) throws -> String {
        var host = HostFacts.local(kvm: true, emulator: "/usr/bin/qemu-system-x86_64")
        host.firmware = FirmwareChoice(loader: "/usr/share/OVMF/CODE.fd", template: "/v/VARS.fd", isSecure: false)
        var files = MachineFiles.kubeVirt(machine, host: HostFacts(kvm: true))
        files.uuid = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
        files.record = "{}"
        return try DomainConverter(machine, host: host, files: files).xml()
    }

    /// The most memory that this process ever had, in bytes.
    static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss << 10
    }

    /// Seconds that a body takes by the clock, and of a processor.
    private func measured(_ body: () throws -> Void) rethrows -> ConvertReport.Time {
        let (clock, processor) = (Self.seconds(CLOCK_MONOTONIC), Self.seconds(CLOCK_THREAD_CPUTIME_ID))
        try body()
        return .init(
            clock: Self.seconds(CLOCK_MONOTONIC) - clock, processor: Self.seconds(CLOCK_THREAD_CPUTIME_ID) - processor)
    }

    private static func seconds(_ clock: clockid_t) -> Double {
        var time = timespec()
        clock_gettime(clock, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
