package import Verdicts

/// What a boot has to tell while it goes on.
package enum BootNotice: Sendable, Hashable {
    /// The kernel's or the firmware's report, with all of its lines that came; and whether it makes the boot fail.
    case verdict(ConsoleVerdict, fails: Bool)
    /// A line that was expected has come.
    case met(BootExpectation)
    case test(TestStream.Event)
    /// The machine is there, and this is how to look into it.
    case access(BootAccess)
    /// The command's root, and how the guest gets at it.
    case root(BootRoot)
    /// The guest's memory was written to this file.
    case dumped(String)
    /// The boot was recorded in this file.
    case recorded(String)
    /// The kernel's coverage was copied out.
    case covered(BootCoverage)
    /// What the command touched in the kernel was written.
    case touched(BootKcov)
    /// What was asked for could not be kept, in these words.
    case lost(String)
}
