import Glibc
import Host
import Libvirt
import Machines
import Offload
import Wire

/// How a machine goes on from another one's state.
extension LocalMachine {
    /// The name under which QEMU knows a file of ours.
    static let stateFile = "mayfly-state"

    /// QEMU's monitor, by way of the domain as libvirt knows it now.
    @discardableResult
    func withMonitor<Value: Sendable>(
        _ body: (Monitor) async throws(MachineError) -> Value
    ) async throws(MachineError) -> Value {
        let domain: Domain
        do { domain = try await host.connection().domain(named: lease.domain) } catch let error as LibvirtError {
            throw MachineError.libvirt(error, .internalFault, "libvirt has lost the machine").named(name)
        } catch {
            throw MachineError.host(error).named(name)
        }
        do throws(MachineError) { return try await body(Monitor(domain: domain)) } catch { throw error.named(name) }
    }

    /// Loads a template's state into the QEMU that waits for it, and lets it run.
    func load(_ template: Template) async throws(MachineError) {
        let state = try Self.openState(template.state, O_RDONLY)
        let sharesMemory = template.memory != nil
        try await withMonitor { monitor throws(MachineError) in
            // It stays so: whoever saves this machine says what is left out then.
            if sharesMemory { try await monitor.run(.ignoreShared(true)) }
            try await monitor.run(.takeFile(Self.stateFile), files: [state])
            try await monitor.run(.load(from: Self.stateFile))
            do throws(MachineError) { try await monitor.waitForTransfer() } catch {
                throw MachineError(
                    .startFailed,
                    "the template's state cannot be loaded; remove the template, and it is made anew: mayfly template prune "
                        + "--all", cause: error)
            }
        }
        expected[.resumed, default: 0] += 1
        do throws(MachineError) { try await onDomain("start") { try await $0.resume() } } catch {
            expected[.resumed, default: 1] -= 1
            throw error
        }
    }

    static func openState(_ path: String, _ flags: Int32) throws(MachineError) -> Descriptor {
        do throws(SystemError) {
            return Descriptor(owning: try retrying("open", path) { Glibc.open(path, flags | O_CLOEXEC, 0o600) })
        } catch {
            throw MachineError(.hostNotReady, "a template's state cannot be opened", cause: error)
        }
    }
}
