import Machines
import SSH

extension MachineError {
    static func ssh(_ error: SSHError) -> MachineError {
        switch error.code {
        case .cancelled: MachineError(.cancelled, "cancelled while talking to the guest by SSH")
        case .refused: MachineError(.unsupported, "SSH: \(error.message)")
        case .notAuthenticated: MachineError(.notReady, "SSH: \(error.message)")
        case .invalid: MachineError(.invalidInput, "SSH: \(error.message)")
        case .wrongHost, .lost: MachineError(.channelLost, "SSH: \(error.message)")
        }
    }
}
