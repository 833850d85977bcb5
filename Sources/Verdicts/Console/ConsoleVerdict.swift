/// What a console says about the machine: that its kernel died, that it waits for somebody to repair it, that it is off.
package struct ConsoleVerdict: Sendable, Hashable {
    /// The raw values are names that people write on command lines; they stay as they are.
    package enum Kind: String, Sendable, Hashable, CaseIterable, Codable {
        case kernelPanic = "panic"
        /// The first process ended, and the kernel with it; or it froze, as systemd does instead.
        case initDied = "init-died"
        /// The kernel found no program to start as the first process.
        case noInit = "no-init"
        /// The kernel could not mount its root file system.
        case noRoot = "no-root"
        /// The kernel saw too few ticks of its timer.
        case lateTimer = "late-timer"
        /// The guest stopped booting and waits at a prompt for repair.
        case emergencyShell = "emergency-shell"
        /// The firmware or boot loader found nothing that it could start.
        case nothingToBoot = "nothing-to-boot"
        case poweredDown = "powered-down"
        case halted
        case restarting
        /// The kernel did what the processor refuses, and ended the task that did so.
        case oops
        /// A check of the kernel's own failed, and it could not go on there.
        case bug
        /// A check of the kernel's own failed, and it went on.
        case warning
        /// The lock validator and its like: an order of locks that can stand still, RCU out of place.
        case lockdep
        case kasan
        case kcsan
        case kfence
        case kmsan
        case ubsan
        case rcuStall = "rcu-stall"
        case hungTask = "hung-task"
        case softLockup = "soft-lockup"
        case hardLockup = "hard-lockup"
        case outOfMemory = "oom"
    }

    package enum Severity: String, Sendable, Hashable, Codable, Comparable {
        /// The machine ends as it should.
        case note
        /// The kernel noticed something and goes on as if nothing were.
        case warning
        /// Something was lost or is wrong, and the machine goes on.
        case error
        /// Nothing that somebody waits for can come any more.
        case fatal

        private var rank: Int {
            switch self {
            case .note: 0
            case .warning: 1
            case .error: 2
            case .fatal: 3
            }
        }

        package static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }
    }

    package let kind: Kind
    /// What the guest gave as its reason, such as the text of a panic; the line's text when it gave none.
    package let reason: String
    /// The lines before it that belong to it: what a warning says before it says that it is one.
    package let leading: [ConsoleLine]
    /// The line that said so.
    package let line: ConsoleLine
    /// The lines after it that belong to it, such as a panic's registers and call trace; they come after the verdict.
    package internal(set) var trailing: [ConsoleLine] = []

    package var endsWait: Bool { kind.endsWait }
    package var severity: Severity { kind.severity }
    package var lines: [ConsoleLine] { leading + [line] + trailing }

    package init(
        kind: Kind, reason: String, leading: [ConsoleLine] = [], line: ConsoleLine, trailing: [ConsoleLine] = []
    ) {
        self.kind = kind
        self.reason = reason
        self.leading = leading
        self.line = line
        self.trailing = trailing
    }
}

extension ConsoleVerdict.Kind {
    package var severity: ConsoleVerdict.Severity {
        switch self {
        case .kernelPanic, .initDied, .noInit, .noRoot, .lateTimer, .emergencyShell, .nothingToBoot: .fatal
        case .oops, .bug, .kasan, .kfence, .kmsan, .softLockup, .hardLockup, .outOfMemory: .error
        case .warning, .lockdep, .kcsan, .ubsan, .rcuStall, .hungTask: .warning
        case .poweredDown, .halted, .restarting: .note
        }
    }

    /// Whether nothing that somebody waits for can come any more. After a restart it still can.
    package var endsWait: Bool { severity == .fatal || self == .poweredDown || self == .halted }

    /// Whether each time is news. Prompts come back, and a kernel that panics in a panic has said it already.
    var isNewsAgain: Bool { severity == .warning || severity == .error }
}
