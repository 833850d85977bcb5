/// How many machines of a kind are worth keeping ready, as far as can be told from how tests have asked for them.
///
/// A test that is alone pays for nothing but its own machine. Tests that begin all at once, as Swift Testing has them,
/// take machines as fast as they are made, and the last has nobody after it. Tests that come one after another find
/// theirs ready: as many as they have used at once.
struct Demand: Sendable, Equatable {
    /// The processors of the host: more would not get ready sooner.
    let most: Int
    private var waiting = 0
    private var used = 0
    private var usedAtOnce = 0

    init(most: Int) { self.most = most }

    /// A test asks for one; how many shall lie ready from now on, nil for as many as before.
    mutating func ask() -> Int? {
        defer { waiting += 1 }
        return waiting == 0 && usedAtOnce > 0 ? min(usedAtOnce, most) : nil
    }

    /// A test has got one, or has failed to.
    mutating func answered(with machine: Bool) {
        waiting -= 1
        if machine { used += 1 }
        usedAtOnce = max(usedAtOnce, used)
    }

    /// A test is done with its machine.
    mutating func giveUp() { used -= 1 }
}
