import Boots
import Mayfly
import Terminal

/// How `mayfly boot` says how it went: who is at fault can be told apart, whatever the command's own status.
enum BootExitStatus {
    /// Results of tests, a line that never came, or runs that were not the same.
    static let testsFailed: Int32 = 1
    /// The kernel, or the firmware before it.
    static let kernelFailed: Int32 = 122

    static let table = [
        ExitCode(
            "0",
            "All that was asked for came: the command or the program exited with 0, every --expect was met, no test failed."
        ),
        ExitCode("N", "The command's own status; 128+N when signal N ended it. With --machine the program's own."),
        ExitCode(
            "1",
            "A test of --ktap, --kunit or --kselftest failed, the boot ended without what --expect wants, or runs with "
                + "--repeat were not the same."),
        ExitCode(
            "122",
            "The kernel failed: a report of a class of --fail-on, or it ended before the command did; or the program reset its "
                + "board or locked it up."),
        ExitCode("123", "The command may have run, but its result is lost."),
        ExitCode("124", "Time was up: --timeout, the time of an --expect, or the helper did not answer."),
        ExitCode(
            "125",
            "It is not the kernel's fault: the command line, this host or Mayfly is; or --strict found a difference, or "
                + "--coverage or --kcov got none, or a file that was asked for was not written, or a cell of --matrix was not "
                + "tried."),
        ExitCode("126", "The command was found in the guest but could not be executed."),
        ExitCode("127", "There is no such command in the guest."),
        ExitStatus.signalled,
    ]

    static func of(_ end: BootEnd) -> Int32 {
        switch end {
        case .passed: 0
        case .commandExited(let status), .programExited(let status): status
        case .testsFailed, .missed: testsFailed
        case .kernelFailed: kernelFailed
        case .timedOut: ExitStatus.timedOut
        }
    }
}
