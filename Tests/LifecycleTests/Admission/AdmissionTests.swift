import Lifecycle
import Testing

@Suite struct AdmissionTests {
    private func ask(_ id: String, _ bytes: Int64) -> Admission.Request { Admission.Request(id, bytes: bytes) }
    private func spare(_ id: String, _ bytes: Int64) -> Admission.Request {
        Admission.Request(id, bytes: bytes, isSpare: true)
    }

    @Test func `what fits is granted at once`() {
        var admission = Admission(Room(free: 10, most: 10))
        #expect(admission.ask(ask("a", 6)) == [.grant("a")])
        #expect(admission.ask(ask("b", 4)) == [.grant("b")])
        #expect(admission.room.free == 0)
        #expect(admission.ask(ask("c", 1)) == [])
        #expect(admission.waiting.map(\.id) == ["c"])
    }

    @Test func `who waits is granted in order, as many as fit`() {
        var admission = Admission(Room(free: 0, most: 10), granted: [ask("a", 5), ask("b", 5)])
        for id in ["c", "d", "e"] { #expect(admission.ask(ask(id, 2)) == []) }
        #expect(admission.leave("a") == [.grant("c"), .grant("d")])
        #expect(admission.leave("b") == [.grant("e")])
    }

    @Test func `small ones do not starve a large one`() {
        var admission = Admission(Room(free: 0, most: 10), granted: (0..<10).map { ask("\($0)", 1) })
        #expect(admission.ask(ask("large", 10)) == [])
        var granted: [Admission.Action] = []
        for number in 0..<10 {
            granted += admission.ask(ask("small \(number)", 1))
            granted += admission.leave("\(number)")
        }
        #expect(granted == [.grant("large")])
        #expect(admission.leave("large") == (0..<10).map { .grant("small \($0)") })
    }

    @Test func `what can never fit is refused at once, and holds nobody up`() {
        var admission = Admission(Room(free: 0, most: 10), granted: [ask("a", 10)])
        #expect(admission.ask(ask("b", 11)) == [.refuse("b")])
        #expect(admission.ask(ask("c", 10)) == [])
        #expect(admission.leave("a") == [.grant("c")])
    }

    @Test func `one that waits is refused when what there could be becomes too little`() {
        var admission = Admission(Room(free: 0, most: 10), waiting: [ask("a", 8), ask("b", 3)])
        #expect(admission.see(Room(free: 4, most: 6)) == [.refuse("a"), .grant("b")])
    }

    @Test func `when one gives up, those behind it move up`() {
        var admission = Admission(Room(free: 2, most: 10), granted: [ask("a", 8)])
        #expect(admission.ask(ask("b", 9)) == [])
        #expect(admission.ask(ask("c", 2)) == [])
        #expect(admission.leave("b") == [.grant("c")])
    }

    @Test func `memory that others gave back is granted`() {
        var admission = Admission(Room(free: -3, most: 10))
        #expect(admission.ask(ask("a", 1)) == [])
        #expect(admission.see(Room(free: 1, most: 10)) == [.grant("a")])
    }

    @Test func `spare ones are asked back for one that waits, and no more of them than needed`() {
        let spares = (0..<4).map { spare("spare \($0)", 2) }
        var admission = Admission(Room(free: 1, most: 10), granted: spares)
        #expect(admission.ask(ask("a", 4)) == [.shed("spare 3"), .shed("spare 2")])
        #expect(admission.see(Room(free: 1, most: 10)) == [], "they are on their way")
        #expect(admission.leave("spare 3") == [])
        #expect(admission.leave("spare 2") == [.grant("a")])
        #expect(admission.granted.map(\.id) == ["spare 0", "spare 1", "a"])
    }

    @Test func `spare ones are asked back when the host has less than was promised`() {
        var admission = Admission(Room(free: 0, most: 10), granted: [spare("spare", 4), ask("a", 6)])
        #expect(admission.settle() == [])
        #expect(admission.see(Room(free: -1, most: 10)) == [.shed("spare")])
    }

    @Test func `a spare one waits behind all others, and has nobody shed`() {
        var admission = Admission(Room(free: 0, most: 10), granted: [spare("old", 5), ask("a", 5)])
        #expect(admission.ask(spare("new", 5)) == [])
        #expect(admission.ask(ask("b", 5)) == [.shed("old")])
        #expect(admission.leave("a") == [.grant("b")])
        #expect(admission.leave("old") == [.grant("new")])
    }

    @Test func `who has memory and wants more waits where it came, before all who came later`() {
        let waiting = [ask("old", 3), ask("young", 2), ask("new", 1)]
        var admission = Admission(
            Room(free: 0, most: 10), granted: [ask("done", 2), ask("old", 4), ask("young", 4)], waiting: waiting)
        #expect(admission.settle() == [])
        #expect(admission.see(Room(free: 3, most: 10)) == [.grant("old")])
        #expect(admission.see(Room(free: 3, most: 10)) == [.grant("young"), .grant("new")])
    }

    @Test func `where all who have memory wait for more the last of them gives up, and nobody else`() {
        var admission = Admission(
            Room(free: 1, most: 10), granted: [ask("old", 4), ask("young", 5)],
            waiting: [ask("old", 3), ask("young", 2), ask("new", 1)])
        #expect(admission.settle() == [.giveUp("young")])
        #expect(admission.leave("young") == [.grant("old"), .grant("new")])
    }

    @Test func `nobody gives up while one who has memory goes on, or a spare one can be had`() {
        var admission = Admission(
            Room(free: 0, most: 10), granted: [ask("old", 4), ask("busy", 5)], waiting: [ask("old", 3)])
        #expect(admission.settle() == [])
        var other = Admission(
            Room(free: 0, most: 10), granted: [ask("old", 4), spare("spare", 5)], waiting: [ask("old", 3)])
        #expect(other.settle() == [.shed("spare")])
        var empty = Admission(Room(free: 0, most: 10), waiting: [ask("new", 3)])
        #expect(empty.settle() == [], "it waits for programs that are none of ours")
    }

    @Test func `nothing is ever promised twice, and everybody who can fit is served in the end`() {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var admission = Admission(Room(free: 20, most: 20))
            var (served, running, order): (Int, [String], [String]) = (0, [], [])
            func take(_ actions: [Admission.Action]) {
                for case .grant(let id) in actions {
                    running.append(id)
                    order.append(id)
                    served += 1
                }
                #expect(admission.room.free >= 0)
                #expect(admission.granted.map(\.bytes).reduce(0, +) + admission.room.free == 20)
            }
            for number in 0..<50 {
                take(admission.ask(ask("\(number)", .random(in: 1...20, using: &random))))
                if Bool.random(using: &random), let ended = running.randomElement(using: &random) {
                    running.removeAll { $0 == ended }
                    take(admission.leave(ended))
                }
            }
            while let ended = running.first {
                running.removeFirst()
                take(admission.leave(ended))
            }
            #expect(served == 50)
            #expect(order == (0..<50).map(String.init), "in order")
        }
    }
}
