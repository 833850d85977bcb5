package import Fixtures

/// When a machine may be handed over: every condition holds, and nothing has ended the wait before.
///
/// Pure: it is told what happened and answers what that means.
package struct Readiness: Sendable {
    package enum Event: Sendable, Hashable {
        /// A condition holds, by its place in the fixture.
        case held(Int)
        /// A condition's time is up.
        case expired(Int)
        /// The guest cannot get ready any more: it panicked, fell into an emergency shell, or is off.
        case ended(String)
    }

    package enum Outcome: Sendable, Hashable {
        case ready
        /// Why not, and how far each condition came.
        case failed(String)
    }

    /// How a condition stands.
    private enum Standing: Sendable, Hashable {
        case waiting
        case held
        case expired
    }

    package let conditions: [ReadyCondition]
    private let scale: Int
    private var standings: [Standing]
    private var outcome: Outcome?

    /// Deadlines are multiplied by `scale`, the accelerator's.
    package init(_ conditions: [ReadyCondition], scale: Int) {
        self.conditions = conditions
        self.scale = scale
        standings = conditions.map { _ in .waiting }
        outcome = conditions.isEmpty ? .ready : nil
    }

    /// What holds before anything has happened: ready when there is nothing to wait for.
    package var initial: Outcome? { outcome }

    package func deadline(of index: Int) -> Duration {
        conditions[index].deadline.duration * scale
    }

    /// Takes an event; returns the outcome once it is known, and the same one from then on.
    package mutating func handle(_ event: Event) -> Outcome? {
        if let outcome { return outcome }
        switch event {
        case .held(let index):
            standings[index] = .held
            if standings.allSatisfy({ $0 == .held }) { outcome = .ready }
        case .expired(let index):
            standings[index] = .expired
            outcome = .failed("not ready in time\n" + summary)
        case .ended(let reason):
            outcome = .failed(reason + "\n" + summary)
        }
        return outcome
    }

    private var summary: String {
        zip(conditions.indices, standings).map { index, standing in
            let limit = deadline(of: index)
            return switch standing {
            case .waiting: "  waited for: \(conditions[index].summary) (of at most \(limit))"
            case .held: "  holds: \(conditions[index].summary)"
            case .expired: "  missed: \(conditions[index].summary) within \(limit)"
            }
        }.joined(separator: "\n")
    }
}

extension ReadyCondition {
    /// The condition in a few words.
    package var summary: String {
        switch self {
        case .helper: "the guest helper answers"
        case .console(let condition):
            switch condition.match {
            case .text(let text): "the console shows ‘\(text)’"
            case .pattern(let pattern): "a line of the console matches /\(pattern)/"
            }
        }
    }
}
