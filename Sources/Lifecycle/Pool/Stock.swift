/// What a pool has and what it does next: machines that are made, machines that lie ready, and callers who wait for one.
///
/// Pure: it is told what happened and answers what to do. Machines and callers are numbers: machines are numbered here,
/// callers by whoever asks for them. Nobody waits for a certain machine: the next one that is made goes to whoever has
/// waited longest. A machine that was given is forgotten, and never comes back.
package struct Stock: Sendable {
    package struct Limits: Sendable, Hashable {
        /// How many lie ready when nobody asks.
        package var ready: Int
        /// How many are made at once while callers wait.
        package var atOnce: Int
        /// How many are made at once when nobody waits: what runs meanwhile needs the processors too.
        package var refillsAtOnce: Int

        package init(ready: Int, atOnce: Int, refillsAtOnce: Int) {
            self.ready = max(ready, 0)
            self.atOnce = max(atOnce, 1)
            self.refillsAtOnce = min(max(refillsAtOnce, 1), self.atOnce)
        }
    }

    package enum Event: Sendable, Hashable {
        /// A caller wants a machine.
        case asked(Int)
        /// A caller does not want one any more.
        case left(Int)
        /// The machine that a caller was given did not wake: it is gone, and the caller comes first.
        case spoiled(Int)
        /// A machine is there, and ready.
        case made(Int)
        /// A machine could not be made; whether a boot may do what a fork did not.
        case failed(Int, mayBoot: Bool)
        /// A machine sleeps, and lies ready.
        case rested(Int)
        /// A machine that nobody had yet is gone.
        case lost(Int)
        /// The time of an alarm has come.
        case alarm(Int)
        /// The host's memory is short, and a machine that nobody has yet is to give its own back.
        case askedBack(Int)
        /// So many shall lie ready from now on.
        case keep(Int)
        /// Nothing more is wanted.
        case drained
    }

    package enum Action: Sendable, Hashable {
        case make(Int, Way)
        /// Stop making it: nobody needs it any more.
        case abandon(Int)
        /// Put the machine to sleep; it is kept for later.
        case rest(Int)
        /// The caller gets the machine, to be woken first when it sleeps.
        case give(Int, to: Int, asleep: Bool)
        /// The caller gets the error with which that machine could not be made; nil: the pool was drained.
        case refuse(Int, because: Int?)
        case end(Int)
        case alarm(Int, after: Duration)
    }

    /// How a machine is made.
    package enum Way: Sendable, Hashable {
        /// As the fixture has it: a fork where that is possible.
        case usual
        /// By a boot, because a fork has failed.
        case boot
        /// The usual way, for later: only where the memory for it is free, and to be asked back.
        case ahead
    }

    /// How long nothing is made ahead after the host's memory was short.
    package static let calm = Duration.seconds(15)
    /// The longest time for which nothing is made ahead after failures; the first is one second, each is twice the last.
    package static let longestPause = Duration.seconds(64)

    package private(set) var limits: Limits
    /// Those who wait, the first of them first.
    private(set) var waiting: [Int] = []
    private(set) var making: [Int: Way] = [:]
    /// On their way to sleep.
    private(set) var resting: Set<Int> = []
    /// Asleep, the oldest first.
    package private(set) var shelf: [Int] = []
    private var isDrained = false
    private var isPressed = false
    /// The alarm that ends the time in which nothing is made ahead.
    private var pause: Int?
    private var failures = 0
    private var next = 0

    package init(_ limits: Limits) {
        self.limits = limits
    }

    /// What to do at first.
    package mutating func start() -> [Action] { settle() }

    package mutating func handle(_ event: Event) -> [Action] {
        switch event {
        case .asked(let caller):
            if isDrained { return [.refuse(caller, because: nil)] }
            waiting.append(caller)
        case .spoiled(let caller):
            if isDrained { return [.refuse(caller, because: nil)] }
            waiting.insert(caller, at: 0)
        case .left(let caller): waiting.removeAll { $0 == caller }
        case .made(let machine): return take(machine) + settle()
        case .failed(let machine, let mayBoot): return miss(machine, mayBoot) + settle()
        case .rested(let machine):
            guard resting.remove(machine) != nil else { return [.end(machine)] }
            // Memory has become short meanwhile.
            if isPressed, waiting.isEmpty { return [.end(machine)] }
            shelf.append(machine)
        case .lost(let machine): return lose(machine) + settle()
        case .alarm(let number):
            guard pause == number else { return [] }
            pause = nil
            isPressed = false
        case .askedBack(let machine): return giveBack(machine)
        case .keep(let ready): limits.ready = isDrained ? 0 : max(ready, 0)
        case .drained: return drain()
        }
        return settle()
    }

    /// A machine has been made: for whoever has waited longest, or for later.
    private mutating func take(_ machine: Int) -> [Action] {
        guard making.removeValue(forKey: machine) != nil else { return [.end(machine)] }
        failures = 0
        if !waiting.isEmpty { return [.give(machine, to: waiting.removeFirst(), asleep: false)] }
        guard !isPressed, shelf.count + resting.count < limits.ready else { return [.end(machine)] }
        resting.insert(machine)
        return [.rest(machine)]
    }

    /// A machine could not be made. Where one fewer is made than callers wait, the first of them hears of it, or has one
    /// booted.
    private mutating func miss(_ machine: Int, _ mayBoot: Bool) -> [Action] {
        guard let way = making.removeValue(forKey: machine) else { return [] }
        var actions = [pauseAfterFailure()]
        guard waiting.count > making.count + resting.count else { return actions }
        if way == .ahead {
            // It may have failed only because nobody wanted it.
            actions.append(make(.usual))
        } else if mayBoot, way == .usual {
            actions.append(make(.boot))
        } else {
            actions.append(.refuse(waiting.removeFirst(), because: machine))
        }
        return actions
    }

    private mutating func lose(_ machine: Int) -> [Action] {
        guard resting.remove(machine) != nil || shelf.contains(machine) else { return [] }
        shelf.removeAll { $0 == machine }
        return [pauseAfterFailure()]
    }

    /// What fails again and again must not keep the host busy.
    private mutating func pauseAfterFailure() -> Action {
        failures += 1
        let length = Duration.seconds(1 << min(failures - 1, 6))
        return hold(for: min(length, Self.longestPause))
    }

    private mutating func hold(for time: Duration) -> Action {
        let number = newNumber()
        pause = number
        return .alarm(number, after: time)
    }

    /// What a caller has is not asked back any more.
    private mutating func giveBack(_ machine: Int) -> [Action] {
        guard !isDrained else { return [] }
        let action: Action
        if making[machine] == .ahead {
            making[machine] = nil
            action = .abandon(machine)
        } else if resting.remove(machine) != nil || shelf.contains(machine) {
            shelf.removeAll { $0 == machine }
            action = .end(machine)
        } else {
            return []
        }
        isPressed = true
        return [action, hold(for: Self.calm)] + settle()
    }

    private mutating func drain() -> [Action] {
        isDrained = true
        limits.ready = 0
        let refused = waiting.map { Action.refuse($0, because: nil) }
        waiting = []
        return refused + settle()
    }

    /// Gives what is there to those who wait, and makes what is missing.
    private mutating func settle() -> [Action] {
        var actions: [Action] = []
        while !waiting.isEmpty, !shelf.isEmpty {
            actions.append(.give(shelf.removeFirst(), to: waiting.removeFirst(), asleep: true))
        }
        while shelf.count > limits.ready { actions.append(.end(shelf.removeFirst())) }
        actions += abandonSurplus()
        while lacks { actions.append(make(isAwaited ? .usual : .ahead)) }
        return actions
    }

    /// Whether fewer are made than callers wait.
    private var isAwaited: Bool { waiting.count > making.count + resting.count }

    /// Whether one more is to be made now.
    private var lacks: Bool {
        guard making.count < limits.atOnce else { return false }
        if isAwaited { return true }
        guard pause == nil, making.count < limits.refillsAtOnce else { return false }
        return shelf.count + resting.count + making.count < limits.ready + waiting.count
    }

    /// What is made and neither a caller nor the shelf needs: the youngest first, which have come the shortest way.
    private mutating func abandonSurplus() -> [Action] {
        let needed = waiting.count + (isPressed ? 0 : max(limits.ready - shelf.count - resting.count, 0))
        let surplus = making.keys.sorted(by: >).prefix(max(making.count - needed, 0))
        for machine in surplus { making[machine] = nil }
        return surplus.map { .abandon($0) }
    }

    private mutating func make(_ way: Way) -> Action {
        let number = newNumber()
        making[number] = way
        return .make(number, way)
    }

    private mutating func newNumber() -> Int {
        next += 1
        return next
    }
}
