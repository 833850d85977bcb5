/// Who is granted memory, and who waits for it: strictly in order, so that a large request is not starved by small ones.
///
/// Pure: it is told what there is and answers what to do. Nothing overtakes but those whom nobody waits for: spare machines
/// (warm ones of a pool) come after all others, and are asked back when somebody else waits. One who has memory and asks for
/// more waits under its own id, in the place in which it once came: it gives nothing back before it has got that.
package struct Admission: Sendable, Hashable {
    /// What somebody wants, or has been granted.
    package struct Request: Sendable, Hashable {
        package let id: String
        package let bytes: Int64
        /// It serves nobody yet, and may be asked back.
        package let isSpare: Bool

        package init(_ id: String, bytes: Int64, isSpare: Bool = false) {
            (self.id, self.bytes, self.isSpare) = (id, bytes, isSpare)
        }
    }

    package enum Action: Sendable, Hashable {
        case grant(String)
        /// It can never be granted, whoever ends.
        case refuse(String)
        /// Somebody waits, or the host has promised more than it has: the spare one is to be ended.
        case shed(String)
        /// All who have memory wait for more, so that none will ever be given back: the last of them is not to get any.
        case giveUp(String)
    }

    package private(set) var room: Room
    /// What has been granted, the oldest first.
    package private(set) var granted: [Request]
    /// Who waits, in order.
    package private(set) var waiting: [Request]
    /// Those of the granted that have been asked back.
    private var leaving: Set<String>

    package init(
        _ room: Room, granted: [Request] = [], waiting: [Request] = [], leaving: Set<String> = []
    ) {
        (self.room, self.granted, self.waiting, self.leaving) = (room, granted, waiting, leaving)
    }

    /// What there is to do now.
    package mutating func settle() -> [Action] {
        let hopeless = waiting.filter { $0.bytes > room.most }
        waiting.removeAll { $0.bytes > room.most }
        return hopeless.map { .refuse($0.id) } + grantInOrder() + shed() + unlock()
    }

    /// Takes a request, after those who wait.
    package mutating func ask(_ request: Request) -> [Action] {
        waiting.append(request)
        return settle()
    }

    /// A grant ends and gives its room back, or somebody does not want to wait any longer.
    package mutating func leave(_ id: String) -> [Action] {
        room.free += granted.filter { $0.id == id }.map(\.bytes).reduce(0, +)
        granted.removeAll { $0.id == id }
        waiting.removeAll { $0.id == id }
        leaving.remove(id)
        return settle()
    }

    /// The host's memory has changed without us.
    package mutating func see(_ room: Room) -> [Action] {
        self.room = room
        return settle()
    }

    /// Who is next: spare ones only when nobody else waits.
    package var next: Request? { waiting.first { !$0.isSpare } ?? waiting.first }

    private mutating func grantInOrder() -> [Action] {
        var actions: [Action] = []
        while let next, next.bytes <= room.free {
            waiting.removeAll { $0.id == next.id }
            granted.append(next)
            room.free -= next.bytes
            actions.append(.grant(next.id))
        }
        return actions
    }

    /// Tells who has to give up where everybody waits for everybody else.
    private func unlock() -> [Action] {
        let (holders, askers) = (Set(granted.map(\.id)), Set(waiting.map(\.id)))
        guard !holders.isEmpty, holders.isSubset(of: askers) else { return [] }
        return waiting.last { holders.contains($0.id) }.map { [.giveUp($0.id)] } ?? []
    }

    /// Asks for as much as is short, and for no more than that: the youngest first, because the oldest are ready.
    private mutating func shed() -> [Action] {
        let wanted = next.map { $0.isSpare ? 0 : $0.bytes } ?? 0
        var short = wanted - room.free
        let spare = granted.filter(\.isSpare)
        for request in spare where leaving.contains(request.id) { short -= request.bytes }
        var actions: [Action] = []
        for request in spare.reversed() where short > 0 && !leaving.contains(request.id) {
            leaving.insert(request.id)
            short -= request.bytes
            actions.append(.shed(request.id))
        }
        return actions
    }
}
