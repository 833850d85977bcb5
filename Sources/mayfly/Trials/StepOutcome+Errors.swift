import Mayfly

/// The command came to its end, and not as it should.
struct CommandExit: Error {
    var status: Int32
}

extension StepOutcome {
    /// What an error in a step means.
    init(_ error: any Error) {
        if let exit = error as? CommandExit {
            let message = "the command exited with \(exit.status)"
            self = .failed(StepFailure(kind: "exit", message: message, details: message))
            return
        }
        let machine = error as? MachineError
        let text = machine?.message ?? "\(error)"
        let failure = StepFailure(
            kind: machine?.code.description ?? "error",
            message: text.split(separator: "\n").first.map(String.init) ?? text,
            details: "\(error)")
        self = machine?.isTheGuests == true ? .failed(failure) : .error(failure)
    }
}

extension MachineError {
    /// Whether a guest or a command in it can bring it about by itself.
    fileprivate var isTheGuests: Bool {
        switch stopReason {
        case .ended, .noMemory, .hypervisorDied: false
        case .guestShutDown, .guestCrashed, .watchdog, .exited, .lockedUp, nil: Self.guestFailures.contains(code)
        }
    }

    private static let guestFailures: Set<Code> = [
        .notReady, .guestFailed, .stopped, .commandNotStarted, .channelLost, .timedOut,
    ]
}
