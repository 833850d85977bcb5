package import Fixtures

/// When a machine may be handed over: every condition holds, and nothing has ended the wait before.
///
/// Pure: it is told what happened and answers what to do. Conditions form a tree, numbered from 0 as they are written, a
/// group before its members.
package struct Readiness: Sendable {
    package enum Event: Sendable, Hashable {
        /// A condition holds.
        case held(Int)
        /// A condition does not hold yet; this is how far it is.
        case saw(Int, String)
        /// A condition cannot hold any more. Further lines are a log.
        case failed(Int, String)
        /// A condition's time is up.
        case expired(Int)
        /// The guest starts again: what held before says nothing about this boot. Deadlines go on.
        case rebooted
        /// The guest cannot get ready any more: it panicked, fell into an emergency shell, or is off.
        case ended(String)
    }

    package enum Action: Sendable, Hashable {
        /// Look for the condition, from the beginning.
        case watch(Int)
        /// Tell when this time has passed.
        case alarm(Int, after: Duration)
        /// Nobody needs to know about the condition any more.
        case stop(Int)
        case finish(Outcome)
    }

    package enum Outcome: Sendable, Hashable {
        case ready
        /// Why not, and how far each condition came.
        case failed(String)
    }

    /// How a condition stands.
    enum Standing: Sendable, Hashable {
        case waiting
        case held
        case missed
        case failed(String)
    }

    /// A condition in its place.
    struct Node: Sendable {
        let condition: ReadyCondition
        let parent: Int?
        var members: [Int] = []
        /// Nil for a group that may take as long as its members.
        let limit: Duration?
        var standing = Standing.waiting
        var seen: String?
    }

    private(set) var nodes: [Node] = []
    private var outcome: Outcome?

    /// Deadlines are multiplied by `scale`, the accelerator's.
    package init(_ conditions: [ReadyCondition], scale: Int) {
        for condition in conditions { add(condition, to: nil, usual: Fixture.defaultDeadline, scale: scale) }
    }

    private mutating func add(_ condition: ReadyCondition, to parent: Int?, usual: Deadline, scale: Int) {
        let members = condition.members
        let written = condition.writtenDeadline
        let limit = written ?? (members == nil ? usual : nil)
        let index = nodes.count
        nodes.append(Node(condition: condition, parent: parent, limit: limit.map { $0.duration * scale }))
        if let parent { nodes[parent].members.append(index) }
        for member in members ?? [] { add(member, to: index, usual: written ?? usual, scale: scale) }
    }

    package func condition(_ index: Int) -> ReadyCondition { nodes[index].condition }

    /// What to do at first.
    package mutating func start() -> [Action] {
        if nodes.isEmpty { return finish(.ready) }
        return nodes.indices.flatMap { index in
            (nodes[index].limit.map { [.alarm(index, after: $0)] } ?? [])
                + (nodes[index].members.isEmpty ? [Action.watch(index)] : [])
        }
    }

    /// Takes an event; what comes after the outcome changes nothing.
    package mutating func handle(_ event: Event) -> [Action] {
        if outcome != nil { return [] }
        switch event {
        case .held(let index): return settle(index, .held)
        case .failed(let index, let words): return settle(index, .failed(words))
        case .expired(let index): return settle(index, .missed)
        case .saw(let index, let words):
            if isOpen(index) { nodes[index].seen = words }
            return []
        case .rebooted: return restart()
        case .ended(let reason): return finish(.failed(reason + "\n" + summary))
        }
    }

    /// Whether it still matters how the condition stands.
    private func isOpen(_ index: Int) -> Bool {
        guard nodes[index].standing == .waiting else { return false }
        return nodes[index].parent.map(isOpen) ?? true
    }

    private mutating func settle(_ index: Int, _ standing: Standing) -> [Action] {
        guard isOpen(index) else { return [] }
        let stopped = leaves(below: index).filter { isOpen($0) }
        nodes[index].standing = standing
        return stopped.map { .stop($0) } + weigh(nodes[index].parent)
    }

    /// What the members' standings make of their group, or of the whole.
    private mutating func weigh(_ group: Int?) -> [Action] {
        guard let group else {
            let top = nodes.filter { $0.parent == nil }.map(\.standing)
            if top.allSatisfy({ $0 == .held }) { return finish(.ready) }
            guard let lost = top.first(where: { $0 != .held && $0 != .waiting }) else { return [] }
            return finish(
                .failed((lost == .missed ? "not ready in time" : "cannot get ready") + "\n" + summary + remedies))
        }
        let standings = nodes[group].members.map { nodes[$0].standing }
        let isLost = { (standing: Standing) in standing != .held && standing != .waiting }
        if case .any = nodes[group].condition {
            if standings.contains(.held) { return settle(group, .held) }
            guard standings.allSatisfy(isLost) else { return [] }
            return settle(group, standings.contains(.missed) ? .missed : .failed("none of them holds"))
        }
        if standings.allSatisfy({ $0 == .held }) { return settle(group, .held) }
        guard let lost = standings.first(where: isLost) else { return [] }
        return settle(group, lost == .missed ? .missed : .failed("one of them does not hold"))
    }

    /// The conditions without members at or below one.
    private func leaves(below index: Int) -> [Int] {
        nodes[index].members.isEmpty ? [index] : nodes[index].members.flatMap(leaves)
    }

    private mutating func restart() -> [Action] {
        for index in nodes.indices where nodes[index].standing != .missed {
            nodes[index].standing = .waiting
            nodes[index].seen = nil
        }
        return nodes.indices.filter { nodes[$0].members.isEmpty && isOpen($0) }.flatMap { [.stop($0), .watch($0)] }
    }

    private mutating func finish(_ outcome: Outcome) -> [Action] {
        self.outcome = outcome
        return [.finish(outcome)]
    }
}

extension ReadyCondition {
    /// The conditions that a group consists of.
    var members: [ReadyCondition]? {
        switch self {
        case .all(let group), .any(let group): group.of
        default: nil
        }
    }
}
