import Libvirt
import Machines
import Offload
import Wire

/// QEMU's monitor, through libvirt.
struct Monitor: Sendable {
    let domain: Domain

    /// Gives a command; what QEMU refuses is an error.
    @discardableResult
    func run(_ command: MonitorCommand, files: [Descriptor] = []) async throws(MachineError) -> MonitorResult {
        let answer: String
        do throws(LibvirtError) {
            answer = try await domain.monitor(command.encoded, files: files)
        } catch {
            throw .libvirt(error, .internalFault, "QEMU could not be told \(command.name)")
        }
        let reply: MonitorReply
        do throws(WireError) { reply = try MonitorReply(json: answer) } catch {
            throw MachineError(.internalFault, "QEMU's answer to \(command.name) is not understood", cause: error)
        }
        switch reply {
        case .done(let result): return result
        case .failed(let words): throw MachineError(.internalFault, "QEMU refused \(command.name): \(words)")
        }
    }

    /// Waits until a transfer that was begun is over. QEMU tells of that by an event that libvirt keeps for itself, so it
    /// is asked: at once, then after ever longer pauses.
    func waitForTransfer() async throws(MachineError) {
        var pause = Duration.milliseconds(1)
        while true {
            guard let transfer = try await run(.progress).transfer else {
                throw MachineError(.internalFault, "QEMU knows of no transfer")
            }
            if transfer.isDone { return }
            if transfer.hasFailed {
                throw MachineError(
                    .internalFault,
                    "QEMU could not transfer the machine's state: \(transfer.failure ?? transfer.status)")
            }
            do { try await Task.sleep(for: pause) } catch {
                throw MachineError(.cancelled, "cancelled while the machine's state was transferred")
            }
            pause = min(pause * 2, .milliseconds(50))
        }
    }
}
