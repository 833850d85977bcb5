import Fixtures
import Machines

/// What was opened into one boot of a guest.
struct GuestWay: Sendable {
    let ssh: any GuestChannel
    /// Inside of the same connection, where the image has the helper.
    let helper: (any GuestChannel)?
    /// Why it could not be asked; plain SSH does without.
    let helperFailure: MachineError?
    /// Who logged in. Its helper can do what a helper on a virtio port can: become every user.
    let isRoot: Bool

    /// Unless one is asked for, the helper's: a command's end, signals and terminals are its own there.
    func channel(_ kind: GuestChannelKind?) throws(MachineError) -> (any GuestChannel)? {
        if kind == .helper, let helperFailure { throw helperFailure }
        return switch kind {
        case .helper: helper
        case nil: isRoot ? helper ?? ssh : ssh
        default: ssh
        }
    }

    func close() async {
        await helper?.close()
        await ssh.close()
    }
}
