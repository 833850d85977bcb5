/// One class of things that a console says. A new class is a file of its own and a row in `ConsoleClasses.all`.
protocol ConsoleClass: Sendable {
    /// Whether an unfinished line may decide: prompts are never finished, but half a sentence is no reason yet.
    var readsPrompts: Bool { get }

    /// The verdict that this line begins, and the reason it gives.
    func begins(_ line: LineReading) -> (kind: ConsoleVerdict.Kind, reason: Substring)?

    /// Whether a later line belongs to the verdict that this class has begun.
    func continues(_ line: LineReading, trailing count: Int) -> Continuation
}

enum Continuation {
    case belongs
    /// It belongs, and nothing after it does.
    case ends
    case foreign
}

extension ConsoleClass {
    var readsPrompts: Bool { false }

    func continues(_ line: LineReading, trailing count: Int) -> Continuation { .foreign }
}

enum ConsoleClasses {
    /// In order of precedence: a panic with a cause of its own stands before panics at large.
    static let all: [any ConsoleClass] = [
        InitDied(), NoInit(), NoRoot(), LateTimer(), KernelPanic(), EmergencyShell(), NothingToBoot(), PowerOff(),
    ]
}
