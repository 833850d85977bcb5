import CLinux
import DomainXML
import FoundationEssentials
import Host
import KubeVirt
import Libvirt
import Machines

/// Whether libvirt gives a machine a TPM here: found out by starting one without a guest, because swtpm needs files, a
/// certificate authority and sometimes a user of its own.
struct TPMProbe: Sendable {
    struct Verdict: Sendable, Codable {
        let works: Bool
        let reason: String
    }

    let host: LocalHost

    /// From the cache when this boot of the host has one; a "no" is tried again, for it may have been mended.
    func verdict() async throws(MachineError) -> Verdict {
        for program in ["swtpm", "swtpm_setup"] where FileSystem.program(program) == nil {
            return Verdict(works: false, reason: "\(program) is not installed (packages swtpm and swtpm-tools)")
        }
        if let bytes = try? FileSystem.read(file),
            let known = try? JSONDecoder().decode(Verdict.self, from: Data(bytes))
        {
            return known
        }
        let connection = try await host.connection()
        let verdict: Verdict
        do throws(LibvirtError) {
            let domain = try await connection.createDomain(xml: xml(), [.autodestroy, .paused])
            try await domain.destroy()
            verdict = Verdict(works: true, reason: "swtpm was started by libvirt")
            if let bytes = try? JSONEncoder().encode(verdict) { try? FileSystem.write(Array(bytes), to: file) }
        } catch {
            verdict = Verdict(works: false, reason: error.message)
        }
        return verdict
    }

    private var file: String {
        let status = FileSystem.program("swtpm").flatMap(FileSystem.status)
        let key = "\(ProcessTable.bootIdentifier)-\(status?.st_ino ?? 0)-\(status?.st_mtim.tv_sec ?? 0)"
        return host.directories.verdicts + "/tpm-\(key).json"
    }

    /// The smallest machine with a TPM, stopped before its first instruction.
    private func xml() -> String {
        let lease = Lease(machine: "tpm", pid: 0, startTime: 0, boot: "")
        let emulator = Emulator.path(for: nil).map { "<emulator>\($0)</emulator>" } ?? ""
        let type = Architecture.ofThisHost == .arm64 ? "virt" : "q35"
        return """
            <domain type='qemu'><name>\(lease.domain)</name><memory unit='MiB'>16</memory>
            <os><type arch='\(Architecture.ofThisHost.libvirtName)' machine='\(type)'>hvm</type></os>
            <devices>\(emulator)<controller type='usb' model='none'/><memballoon model='none'/>
            <tpm model='tpm-tis'><backend type='emulator' version='2.0'/></tpm></devices></domain>
            """
    }
}
