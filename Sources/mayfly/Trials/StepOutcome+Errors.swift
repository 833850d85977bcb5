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
        self = machine.map { Self.guestFailures.contains($0.code) } == true ? .failed(failure) : .error(failure)
    }

    /// What a guest or a command in it can bring about by itself.
    private static let guestFailures: Set<MachineError.Code> = [
        .notReady, .guestFailed, .stopped, .commandNotStarted, .channelLost, .timedOut,
    ]
}
