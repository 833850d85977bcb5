/// What a console says about the machine: that its kernel died, that it waits for somebody to repair it, that it is off.
package struct ConsoleVerdict: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case kernelPanic
        /// The first process ended, and the kernel with it.
        case initDied
        /// The kernel found no program to start as the first process.
        case noInit
        /// The kernel could not mount its root file system.
        case noRoot
        /// The kernel saw too few ticks of its timer.
        case lateTimer
        /// The guest stopped booting and waits at a prompt for repair.
        case emergencyShell
        /// The firmware or boot loader found nothing that it could start.
        case nothingToBoot
        case poweredDown
        case halted
        case restarting

        /// Whether nothing that somebody waits for can come any more. After a restart it still can.
        package var endsWait: Bool { self != .restarting }
    }

    package let kind: Kind
    /// What the guest gave as its reason, such as the text of a panic; the line's text when it gave none.
    package let reason: String
    /// The line that said so.
    package let line: ConsoleLine
    /// The lines after it that belong to it, such as a panic's registers and call trace; they come after the verdict.
    package internal(set) var trailing: [ConsoleLine] = []

    package var endsWait: Bool { kind.endsWait }

    package init(kind: Kind, reason: String, line: ConsoleLine, trailing: [ConsoleLine] = []) {
        self.kind = kind
        self.reason = reason
        self.line = line
        self.trailing = trailing
    }
}
