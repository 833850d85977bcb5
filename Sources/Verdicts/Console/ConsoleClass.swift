/// One class of things that a console says. A new class is a file of its own and a row in `ConsoleClasses.all`.
protocol ConsoleClass: Sendable {
    /// Whether an unfinished line may decide: prompts are never finished, but half a sentence is no reason yet.
    var readsPrompts: Bool { get }

    /// Whether its block takes every line, whoever printed it: after a panic nobody has anything else to say.
    var takesEveryLine: Bool { get }

    /// The verdict that this line begins, and the reason it gives.
    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)?

    /// Whether a later line belongs to the verdict that this class has begun.
    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation

    /// Whether what another class would take for a verdict of its own is a part of this one's block.
    func absorbs(_ kind: ConsoleVerdict.Kind, _ block: OpenBlock) -> Bool
}

enum Continuation {
    case belongs
    /// It belongs, and nothing after it does.
    case ends
    /// It belongs to somebody else who talks at the same time.
    case passes
    /// It does not belong, and nothing after it does.
    case foreign
}

extension ConsoleClass {
    var readsPrompts: Bool { false }
    var takesEveryLine: Bool { true }

    func continues(_ line: LineReading, _ block: OpenBlock) -> Continuation { .foreign }
    func absorbs(_ kind: ConsoleVerdict.Kind, _ block: OpenBlock) -> Bool { false }
}

/// A verdict whose lines are still coming.
struct OpenBlock {
    let begun: any ConsoleClass
    /// The number of the verdict's first line.
    let line: Int
    let caller: Substring?
    /// How many lines belong to it.
    var count = 0
    /// How many lines of others came since the last that belonged.
    var passed = 0
    /// Whether a call trace has begun in it.
    var hasTrace = false
}

enum ConsoleClasses {
    /// In order of precedence: a panic with a cause of its own stands before panics at large.
    static let all: [any ConsoleClass] = [
        InitDied(), NoInit(), NoRoot(), LateTimer(), KernelPanic(), InitFroze(), EmergencyShell(), NothingToBoot(),
        PowerOff(), Sanitizer(), Lockdep(), Lockup(), Stall(), OutOfMemory(), Oops(), KernelBug(), KernelWarning(),
    ]
}
