import Glibc
import Machines
import Wire

extension GuestFailure {
    /// What went wrong, in the kernel's words. The wire's numbers are the host's on every host that Mayfly runs on.
    var reason: String {
        let words = String(cString: strerror(Int32(truncatingIfNeeded: error)))
        return subject.isEmpty ? words : "\(subject): \(words)"
    }
}

extension MachineError {
    /// A command that the guest could not start.
    static func start(of command: Command, _ failure: GuestFailure) -> MachineError {
        let program = command.executable
        let missing = failure.error == UInt32(ENOENT)
        switch failure.stage {
        case .exec where missing:
            return MachineError(
                .commandNotStarted, "there is no program \(program) in the guest, or its interpreter is missing",
                guestStatus: 127)
        case .exec:
            return MachineError(
                .commandNotStarted, "the guest cannot execute \(program): \(failure.reason)", guestStatus: 126)
        case .directory:
            let directory = command.workingDirectory ?? "the home directory"
            return MachineError(
                .commandNotStarted, "the guest cannot enter the working directory \(directory): \(failure.reason)")
        case .user where missing:
            return MachineError(.commandNotStarted, "there is no user \(command.user ?? "") in the guest")
        case .user:
            return MachineError(
                .commandNotStarted, "the guest cannot become the user \(command.user ?? ""): \(failure.reason)")
        case .limit:
            return MachineError(
                .commandNotStarted, "the guest's helper runs as many commands as it can: wait for some to end")
        default:
            return MachineError(.commandNotStarted, "the guest could not start \(program): \(failure.reason)")
        }
    }

    /// A copy that the guest could not finish.
    static func copy(_ failure: GuestFailure, path: String) -> MachineError {
        let subject = failure.subject.isEmpty ? path : failure.subject
        let words = String(cString: strerror(Int32(truncatingIfNeeded: failure.error)))
        let doing =
            switch failure.stage {
            case .open: "open or make"
            case .read: "read"
            case .write: "write"
            case .metadata: "set owner, mode or time of"
            case .rename: "replace"
            case .tree: "understand the entry"
            default: "copy"
            }
        let full = failure.error == UInt32(ENOSPC) ? ": make the guest's disk or memory larger" : ""
        return MachineError(
            .copyFailed, "the guest could not \(doing) \(subject): \(words)\(full)", execution: .mayHaveRun)
    }
}
