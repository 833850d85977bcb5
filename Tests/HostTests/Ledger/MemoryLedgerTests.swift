import Glibc
import Lifecycle
import MayflyTestSupport
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct MemoryLedgerTests {
    private let place: LedgerPlace

    init() throws { place = try LedgerPlace() }

    @Test("what is granted is there until it is released, or forgotten")
    func release() async throws {
        let ledger = place.ledger()
        let first = try await ledger.admit(60, for: "first")
        var second: MemoryGrant? = try await ledger.admit(40, for: "second")
        #expect(await ledger.survey()?.room.free == 0)
        #expect(second?.bytes == 40)
        second = nil
        #expect(await ledger.survey()?.room.free == 40)
        first.release()
        first.release()
        #expect(await ledger.survey()?.room.free == 100)
        #expect(place.granted == [] && place.waiting == [])
    }

    @Test("who waits is woken by the end of another, of another process too, in order")
    func order() async throws {
        let (ledger, other) = (place.ledger(), place.ledger())
        let first = try await other.admit(100, for: "first")
        let (served, serving) = AsyncStream.makeStream(of: Int.self)
        let place = place
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<6 {
                let mine = number.isMultiple(of: 2) ? ledger : other
                group.addTask {
                    let grant = try await mine.admit(90, for: "\(number)")
                    serving.yield(number)
                    grant.release()
                }
                #expect(try await eventually { place.waiting.count == number + 1 })
            }
            first.release()
            try await group.waitForAll()
        }
        serving.finish()
        #expect(await served.reduce(into: []) { $0.append($1) } == Array(0..<6))
        #expect(place.waiting == [] && place.granted == [])
    }

    @Test("a small one does not overtake a large one that waits")
    func fair() async throws {
        let ledger = place.ledger()
        let first = try await ledger.admit(50, for: "first")
        let large = Task { try await ledger.admit(80, for: "large") }
        #expect(try await eventually { place.waiting.count == 1 })
        let error = await #expect(throws: HostError.self) {
            try await ledger.admit(10, for: "small", within: .zero)
        }
        #expect(error?.message.contains("50 MiB") == false)
        #expect(error?.message.contains("1 asked before") == true)
        first.release()
        try await large.value.release()
        try await ledger.admit(10, for: "small", within: .zero).release()
    }

    @Test("what can never fit is refused at once, with what there is and what to do")
    func never() async throws {
        let bounded = place.ledger(limit: 64 << 20)
        let error = await #expect(throws: HostError.self) { try await bounded.admit(65 << 20, for: "web") }
        #expect(error?.code == .memory)
        #expect(
            error?.message
                == "web needs 65 MiB of memory, and MAYFLY_MEMORY lets Mayfly use 64 MiB at once. Give it less, or raise "
                + "MAYFLY_MEMORY.")
        let other = await #expect(throws: HostError.self) {
            try await place.ledger(limit: nil).admit(1 << 42, for: "web")
        }
        #expect(other?.message.contains("this host has") == true)
        #expect(place.waiting == [])
    }

    @Test("who has waited too long is told who has what")
    func tooLong() async throws {
        let ledger = place.ledger(limit: 100 << 20)
        let first = try await ledger.admit(60 << 20, for: "first")
        let second = try await ledger.admit(20 << 20, for: "second")
        let error = await #expect(throws: HostError.self) {
            try await ledger.admit(30 << 20, for: "web", within: .milliseconds(50))
        }
        #expect(error?.code == .memory)
        let words = error?.message ?? ""
        #expect(words.contains("30 MiB of memory, of which 20 MiB are free"), "\(words)")
        #expect(words.contains("first (60 MiB, process \(getpid())), second (20 MiB, process \(getpid()))"), "\(words)")
        #expect(place.waiting == [])
        first.release()
        second.release()
    }

    @Test("who waits longer than a second is told for what")
    func told() async throws {
        let ledger = place.ledger(limit: 100 << 20)
        let first = try await ledger.admit(90 << 20, for: "first")
        let (words, sink) = AsyncStream.makeStream(of: String.self)
        let task = Task {
            try await ledger.admit(30 << 20, for: "web", waits: { sink.yield($0) })
        }
        var told = words.makeAsyncIterator()
        #expect(
            await told.next()
                == "30 MiB of memory, of which 10 MiB are free; in use: first (90 MiB, process \(getpid()))")
        first.release()
        try await task.value.release()
    }

    @Test("one that is cancelled leaves the queue, and those behind it move up")
    func cancelled() async throws {
        let ledger = place.ledger()
        let first = try await ledger.admit(50, for: "first")
        let large = Task { try await ledger.admit(80, for: "large") }
        #expect(try await eventually { place.waiting.count == 1 })
        let small = Task { try await ledger.admit(10, for: "small") }
        #expect(try await eventually { place.waiting.count == 2 })
        large.cancel()
        let error = await #expect(throws: HostError.self) { try await large.value }
        #expect(error?.code == .cancelled)
        try await small.value.release()
        #expect(place.waiting == [])
        first.release()
    }

    @Test("memory that other programs give back is found")
    func others() async throws {
        let ledger = place.ledger(limit: nil)
        place.available.set(0)
        let task = Task { try await ledger.admit(10, for: "web") }
        #expect(try await eventually { place.waiting.count == 1 })
        place.available.set(1 << 40)
        try await task.value.release()
    }

    @Test("what an attached process has taken is not counted twice")
    func attached() async throws {
        let ledger = place.ledger(limit: nil)
        let before = try #require(await ledger.survey()).room.free
        let grant = try await ledger.admit(1 << 30, for: "this test")
        #expect(await ledger.survey()?.room.free == before - 1 << 30)
        grant.attach(pid: getpid())
        let free = try #require(await ledger.survey()).room.free
        #expect(free > before - 1 << 30 && free < before)
        grant.release()
    }
}
