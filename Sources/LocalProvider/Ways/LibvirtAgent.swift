import Channels
import Libvirt
import Machines

/// The guest agent's port, through libvirt, which keeps its protocol in step.
struct LibvirtAgent: AgentTransport {
    let machine: LocalMachine

    func call(_ json: String, within limit: Duration) async throws(MachineError) -> String {
        do throws(MachineError) {
            return try await machine.onDomain("ask the guest agent of") {
                try await $0.agentCommand(json, timeout: limit)
            }
        } catch {
            guard let cause = error.cause as? LibvirtError else { throw error }
            throw MachineError(Self.code(of: cause), "the guest agent: \(cause.message)", cause: cause)
        }
    }

    private static func code(of error: LibvirtError) -> MachineError.Code {
        switch error.code {
        // libvirt's code for an error that the agent answered with.
        case .internalError: .guestFailed
        // No answer in time, or nobody has the port open yet.
        case .agentUnresponsive: .timedOut
        default: error.isConnectionLost ? .daemonLost : .channelLost
        }
    }
}
