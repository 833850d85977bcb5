import Glibc
import MayflyTestSupport
import Synchronization
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct GrowingGrantTests {
    private let place: LedgerPlace

    init() throws { place = try LedgerPlace() }

    private final class Order: Sendable {
        private let list = Mutex<[String]>([])
        func add(_ name: String) { list.withLock { $0.append(name) } }
        var names: [String] { list.withLock { $0 } }
    }

    private final class Box: Sendable {
        let grant = Mutex<MemoryGrant?>(nil)
        @Sendable func release() { grant.withLock { $0 }?.release() }
    }

    @Test("a promise is enlarged a step at a time, up to a bound, and is one promise")
    func steps() async throws {
        let ledger = place.ledger()
        let grant = try await ledger.admit(20, for: "web")
        try await ledger.enlarge(grant, by: 30, upTo: 60, for: "web")
        #expect(grant.bytes == 50)
        try await ledger.enlarge(grant, by: 30, upTo: 60, for: "web")
        #expect(grant.bytes == 60 && place.granted.count == 1)
        await #expect(throws: HostError.self) { try await ledger.admit(41, for: "other", within: .zero) }
        try await ledger.admit(40, for: "other").release()
        grant.release()
        #expect(place.granted == [] && place.waiting == [])
    }

    @Test("what a process has taken beyond its promise is missing for others")
    func taken() async throws {
        let own = try #require(LedgerRecord.Process(getpid(), sharesMemory: true)).taken
        let ledger = place.ledger(limit: 8 * own)
        let grant = try await ledger.admit(own / 8, for: "web")
        grant.attach(pid: getpid(), sharesMemory: true)
        #expect(grant.taken > grant.bytes)
        let other = try await ledger.admit(6 * own, for: "other")
        try await ledger.enlarge(grant, by: 0, upTo: .max, for: "web", within: .zero)
        #expect(grant.bytes >= own * 3 / 4)
        await #expect(throws: HostError.self) { try await ledger.admit(own * 3 / 2, for: "third", within: .zero) }
        grant.release()
        other.release()
    }

    @Test("who wants more waits before those who came later, and in the order in which they came themselves")
    func order() async throws {
        let (ledger, other) = (place.ledger(), place.ledger())
        let first = try await ledger.admit(40, for: "first")
        let second = try await other.admit(40, for: "second")
        let third = try await other.admit(20, for: "third")
        let order = Order()
        let late = Task {
            let grant = try await ledger.admit(20, for: "late")
            order.add("late")
            return grant
        }
        #expect(try await eventually { place.waiting.count == 1 })
        let young = Task {
            try await other.enlarge(second, by: 10, upTo: 100, for: "second")
            order.add("second")
        }
        #expect(try await eventually { place.waiting.count == 2 })
        let old = Task {
            try await ledger.enlarge(first, by: 20, upTo: 100, for: "first")
            order.add("first")
        }
        #expect(try await eventually { place.waiting.count == 3 })
        third.release()
        try await old.value
        #expect(order.names == ["first"], "the others do not fit")
        first.release()
        try await young.value
        try await late.value.release()
        #expect(order.names.first == "first")
        second.release()
        #expect(place.granted == [] && place.waiting == [])
    }

    @Test("a spare machine makes room for one that wants more")
    func shed() async throws {
        let (ledger, other) = (place.ledger(), place.ledger())
        let grant = try await ledger.admit(40, for: "web")
        let box = Box()
        let spare = try await other.admit(60, for: "spare", shed: box.release)
        box.grant.withLock { $0 = spare }
        try await ledger.enlarge(grant, by: 30, upTo: 100, for: "web")
        #expect(grant.bytes == 70 && spare.entry == nil)
        grant.release()
    }

    @Test("when all wait for each other the last who came is told, and the others go on once it has ended")
    func deadlock() async throws {
        let (ledger, other) = (place.ledger(patience: .zero), place.ledger(patience: .zero))
        let first = try await ledger.admit(50, for: "first")
        let second = try await other.admit(50, for: "second")
        let old = Task { try await ledger.enlarge(first, by: 30, upTo: 100, for: "first") }
        #expect(try await eventually { place.waiting.count == 1 })
        let error = await #expect(throws: HostError.self) {
            try await other.enlarge(second, by: 30, upTo: 100, for: "second")
        }
        #expect(error?.code == .memory)
        #expect(error?.message.contains("second") == true && error?.message.contains("first (") == true, "\(error!)")
        second.release()
        try await old.value
        #expect(first.bytes == 80)
        first.release()
        #expect(place.granted == [] && place.waiting == [])
    }

    @Test("one that has taken more than there can ever be is refused at once; a step ends where there can be no more")
    func bounds() async throws {
        let ledger = place.ledger()
        let small = try await ledger.admit(60, for: "small")
        try await ledger.enlarge(small, by: 50, upTo: 200, for: "small")
        #expect(small.bytes == 100)
        small.release()
        let grant = try await ledger.admit(60, for: "web")
        grant.attach(pid: getpid(), sharesMemory: true)
        let error = await #expect(throws: HostError.self) {
            try await ledger.enlarge(grant, by: 50, upTo: 200, for: "web")
        }
        #expect(error?.message.contains("MAYFLY_MEMORY") == true)
        grant.release()
    }

    @Test("who gives up or is released leaves nothing")
    func ends() async throws {
        let ledger = place.ledger()
        let grant = try await ledger.admit(60, for: "web")
        let other = try await ledger.admit(40, for: "other")
        let waiting = Task { try await ledger.enlarge(grant, by: 30, upTo: 100, for: "web") }
        #expect(try await eventually { place.waiting.count == 1 })
        waiting.cancel()
        await #expect(throws: HostError.self) { try await waiting.value }
        #expect(place.waiting == [])
        grant.release()
        try await ledger.enlarge(grant, by: 30, upTo: 100, for: "web")
        other.release()
        #expect(place.granted == [])
    }

    @Test("one that grew and was killed holds nobody up")
    func killed() async throws {
        let ledger = place.ledger()
        let other = try place.other(80, "other")
        #expect(try await other.says("granted"))
        let grant = try await ledger.admit(20, for: "web")
        let growing = Task { try await ledger.enlarge(grant, by: 60, upTo: 100, for: "web") }
        #expect(try await eventually { place.waiting.count == 1 })
        await other.kill()
        try await growing.value
        #expect(grant.bytes == 80)
        grant.release()
    }
}
