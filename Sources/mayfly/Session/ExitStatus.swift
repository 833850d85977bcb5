import Mayfly
import Terminal

/// How `mayfly run` and `mayfly exec` say how it went, beyond the guest command's own status.
enum ExitStatus {
    /// The command may have run, but what became of it is not known.
    static let lost: Int32 = 123
    /// The time that was given was up.
    static let timedOut: Int32 = 124
    /// It failed before the command ran: trying again is safe.
    static let neverRan: Int32 = 125

    /// The row for those commands that a signal may end while they work in a guest.
    static let signalled = ExitCode("128+N", "Signal N ended us before we were done, whether or not the command ran.")

    static let table = [
        ExitCode("N", "The command's own status; 128+N when signal N ended it."),
        ExitCode("123", "The command may have run, but its result is lost."),
        ExitCode("124", "The time given by --timeout was up."),
        ExitCode("125", "It failed before the command was sent: trying again is safe."),
        ExitCode("126", "The command was found in the guest but could not be executed."),
        ExitCode("127", "There is no such command in the guest."),
        signalled,
    ]

    static func of(_ error: any Error) -> Int32 {
        if let error = error as? EndedBySignal { return error.signal.exitCode }
        guard let error = error as? MachineError else { return neverRan }
        switch error.code {
        case .timedOut where error.execution == .mayHaveRun: return timedOut
        case .commandNotStarted: return error.guestStatus ?? neverRan
        default: return error.execution == .mayHaveRun ? lost : neverRan
        }
    }
}

/// How `mayfly test` says how it went: what was tested and what tests are told apart.
enum TestExitStatus {
    static let passed: Int32 = 0
    static let failed: Int32 = 1
    static let notTried: Int32 = 2

    static let table = [
        ExitCode("0", "Every command exited with 0."),
        ExitCode(
            "1",
            "A test failed: a command exited with another status, was not there, or took too long; or its guest panicked, "
                + "went off by itself, or did not get ready."),
        ExitCode(
            "2",
            "No test failed, but not all could be tried: the command line, a fixture, the host or Mayfly is at fault; or the "
                + "report could not be written."),
        ExitStatus.signalled,
    ]

    static func of(_ results: [TrialResult]) -> Int32 {
        if results.contains(where: { $0.verdict == .failed }) { return failed }
        return results.allSatisfy { $0.verdict == .passed } ? passed : notTried
    }
}
