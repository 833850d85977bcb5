import CLinux
import DomainXML
import FoundationEssentials
import Glibc
import Host
import KubeVirt
import Libvirt
import Machines
import Offload

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
        if let known { return known }
        // The first TPM of a user makes a certificate authority, and two at once are in each other's way.
        let lock: FileLock
        do throws(SystemError) {
            lock = try await FileLock.waiting(for: host.directories.verdicts + "/tpm.lock")
        } catch {
            throw MachineError(
                error.number == ECANCELED ? .cancelled : .hostNotReady, "cannot try whether a TPM can be had",
                cause: error)
        }
        defer { lock.release() }
        if let known { return known }
        let verdict = try await tried()
        if verdict.works, let bytes = try? JSONEncoder().encode(verdict) {
            try? FileSystem.write(Array(bytes), to: file)
        }
        return verdict
    }

    private var known: Verdict? {
        (try? FileSystem.read(file)).flatMap { try? JSONDecoder().decode(Verdict.self, from: Data($0)) }
    }

    private func tried() async throws(MachineError) -> Verdict {
        let connection = try await host.connection()
        // Its place among machines: a sweep of another process ends the QEMU of a run that has none.
        let directory: MachineDirectory
        do throws(HostError) {
            directory = try MachineDirectory.make(machine: "tpm", in: host.directories, identity: host.identity)
        } catch {
            throw .host(error)
        }
        defer { try? directory.remove() }
        var reason = ""
        // A host that is very busy may be too slow for libvirt's patience with swtpm.
        for _ in 0..<2 {
            do throws(LibvirtError) {
                let domain = try await connection.createDomain(
                    xml: xml(of: directory.lease.domain), [.autodestroy, .paused])
                try await domain.destroy()
                return Verdict(works: true, reason: "swtpm was started by libvirt")
            } catch {
                reason = error.message
            }
        }
        return Verdict(works: false, reason: reason)
    }

    /// Where a "yes" is kept.
    var file: String {
        let status = FileSystem.program("swtpm").flatMap(FileSystem.status)
        let key = "\(ProcessTable.bootIdentifier)-\(status?.st_ino ?? 0)-\(status?.st_mtim.tv_sec ?? 0)"
        return host.directories.verdicts + "/tpm-\(key).json"
    }

    /// The smallest machine with a TPM, stopped before its first instruction.
    private func xml(of name: String) -> String {
        let emulator = Emulator.path(for: nil).map { "<emulator>\($0)</emulator>" } ?? ""
        let type = Architecture.ofThisHost == .arm64 ? "virt" : "q35"
        return """
            <domain type='qemu'><name>\(name)</name><memory unit='MiB'>16</memory>
            <os><type arch='\(Architecture.ofThisHost.libvirtName)' machine='\(type)'>hvm</type></os>
            <devices>\(emulator)<controller type='usb' model='none'/><memballoon model='none'/>
            <tpm model='tpm-tis'><backend type='emulator' version='2.0'/></tpm></devices></domain>
            """
    }
}
