/// What a commit is: git needs to know a kernel that is bad from one that could not be tried.
enum BisectVerdict: String, Encodable, Sendable {
    case good, bad
    /// It cannot be tested: it does not build, or the boot never came to say anything.
    case skip

    /// Of all boots of one commit: one that failed is enough, and what failed outweighs what could not be tried.
    init(_ outcomes: [BootSummary.Outcome]) {
        if outcomes.contains(where: { $0 != .passed && $0 != .error }) {
            self = .bad
        } else {
            self = outcomes.isEmpty || outcomes.contains(.error) ? .skip : .good
        }
    }

    /// As `git bisect run` reads exit codes.
    var exitStatus: Int32 {
        switch self {
        case .good: 0
        case .bad: 1
        case .skip: 125
        }
    }
}
