import Fixtures

/// One fixture in one fresh machine: what `mayfly test` makes of each fixture, as often as it was told.
struct Trial: Sendable, Hashable {
    var fixture: Fixture
    /// Unlike that of every other trial of the run; good for a file.
    var name: String

    /// Every trial of these fixtures, each as often as that; the first of all fixtures come before the second of any.
    static func all(of fixtures: [Fixture], times: Int = 1) -> [Trial] {
        let counts = Dictionary(grouping: fixtures, by: \.name).mapValues { $0.count * times }
        var used: [String: Int] = [:]
        return (0..<times).flatMap { _ in fixtures }.map { fixture in
            used[fixture.name, default: 0] += 1
            let number = counts[fixture.name] == 1 ? "" : "_\(used[fixture.name, default: 0])"
            return Trial(fixture: fixture, name: fixture.name + number)
        }
    }
}

/// What a trial does, one after the other.
enum TrialStep: String, Sendable, Hashable, Codable, CaseIterable {
    /// The image is built where it is not there, the template too, and the machine is made.
    case create
    /// The machine is started: booted, or forked from its template.
    case start
    /// What the fixture's `ready` says comes to hold.
    case ready
    /// Files and the script are copied into the guest.
    case copy
    /// The command runs, and exits with 0.
    case command
}

/// How a step ended.
enum StepOutcome: Sendable, Hashable {
    case passed
    /// What was tried is not as it should be: the command or its guest.
    case failed(StepFailure)
    /// It could not be tried: the host, the fixture, or we.
    case error(StepFailure)
    /// One before it did not pass, or the run was ended.
    case notReached

    /// As reports call it.
    var word: String {
        switch self {
        case .passed: "passed"
        case .failed: "failed"
        case .error: "error"
        case .notReached: "not reached"
        }
    }

    var failure: StepFailure? {
        switch self {
        case .failed(let failure), .error(let failure): failure
        case .passed, .notReached: nil
        }
    }
}

/// What went wrong in a step.
struct StepFailure: Sendable, Hashable {
    /// For sorting: `exit`, or the code of an error.
    var kind: String
    /// In a line.
    var message: String
    /// All there is to say.
    var details: String
}
