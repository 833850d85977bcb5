import DomainXML
import Glibc
import Host
import KubeVirt
import Libvirt
import Machines
import Offload

/// Ways to look into the machine, where its VMI asks for them.
extension LocalMachine {
    nonisolated var debuggerSocket: String? {
        vmi.debugging.debugger == nil ? nil : MachineFiles.debuggerSocket(in: path)
    }

    nonisolated var monitorSocket: String? { vmi.debugging.hasMonitor ? MachineFiles.monitorSocket(in: path) : nil }

    func dumpMemory(to path: String) async throws(MachineError) {
        guard let format = vmi.debugging.dump else {
            throw MachineError(
                .invalidInput, "its VMI asks for no dump: set the annotation \(Annotations.dumpKey) to elf or kdump",
                machine: name)
        }
        do throws(SystemError) {
            // Nothing that is there already is written over, and the daemon may be another user.
            _ = Descriptor(
                owning: try retrying("open", path) { open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) })
            try host.identity.hand(overFile: path)
        } catch {
            throw MachineError(
                .invalidInput, "the guest's memory cannot be written to \(path)", machine: name, cause: error)
        }
        do throws(MachineError) {
            try await onDomain("dump the memory of") { domain in
                try await domain.dumpMemory(to: path, format: format == .elf ? .elf : .kdump)
            }
        } catch {
            // Half a dump looks like one.
            unlink(path)
            throw error.named(name)
        }
    }

    func captures(most: Int) async -> [Artifact] {
        var artifacts: [Artifact] = []
        for interface in vmi.debugging.captures {
            let file = MachineFiles.capture(of: interface, in: path)
            let bytes = try? await blocking { () throws(SystemError) in
                try FileSystem.read(file)
            }
            if let bytes {
                artifacts.append(Artifact("\(interface).pcap", bytes.count > most ? Array(bytes.prefix(most)) : bytes))
            }
        }
        return artifacts
    }
}
