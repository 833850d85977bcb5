import KubeVirt
import Machines
import Testing

@Suite("Errors of machines")
struct MachineErrorTests {
    @Test("a description names the machine, what failed, why, and what the console said")
    func description() {
        let error = MachineError(
            .guestFailed, "the guest's kernel panicked", machine: "tiny", consoleTail: ["one", "two"],
            cause: MachineError(.internalFault, "beneath"))
        #expect(
            error.description == """
                machine tiny: the guest's kernel panicked
                  because: beneath
                  the console's last lines:
                  | one
                  | two
                """)
        #expect(MachineError(.notFound, "no such file").description == "no such file")
    }

    @Test("nothing ran unless it is said")
    func execution() {
        let error = MachineError(.channelLost, "lost", machine: "m", guestStatus: 1)
        #expect(error.execution == .neverRan)
        #expect(error.mayHaveRun.execution == .mayHaveRun)
        #expect(error.mayHaveRun.machine == "m" && error.mayHaveRun.guestStatus == 1)
    }

    @Test("wrapping keeps an error of a machine and a cancellation, and makes the rest a cause")
    func wrapping() {
        struct Mine: Error {}
        let own = MachineError(.timedOut, "late")
        #expect(MachineError.wrapping(own, .internalFault, "x").code == .timedOut)
        #expect(MachineError.wrapping(CancellationError(), .internalFault, "x").code == .cancelled)
        let other = MachineError.wrapping(Mine(), .startFailed, "did not start")
        #expect(other.code == .startFailed && other.message == "did not start" && other.cause is Mine)
    }

    @Test("codes print as their names")
    func codes() {
        #expect(
            "\(MachineError.Code.hostNotReady) \(MachineError.Code.commandNotStarted)"
                == "hostNotReady commandNotStarted")
    }

    @Test("what admission found is a line each, with its field")
    func refused() {
        let error = MachineError.refused([
            StatusCause(field: "spec.a", message: "is wrong", reason: .fieldValueInvalid),
            StatusCause(field: nil, message: "as a whole", reason: .fieldValueInvalid),
        ])
        #expect(error.code == .invalidInput && error.message == "spec.a: is wrong\nas a whole")
    }
}
