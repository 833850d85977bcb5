import MayflyTestSupport
import Synchronization
import Testing

@testable import Host

@Suite(.timeLimit(.minutes(5))) struct SpareGrantTests {
    private let place: LedgerPlace

    init() throws { place = try LedgerPlace() }

    private final class Box: Sendable {
        let grant = Mutex<MemoryGrant?>(nil)
        @Sendable func release() { grant.withLock { $0 }?.release() }
    }

    /// Spare grants that are released as soon as they are asked back.
    private func spares(_ count: Int, _ bytes: Int64, of ledger: MemoryLedger) async throws -> [MemoryGrant] {
        var grants: [MemoryGrant] = []
        for number in 0..<count {
            let box = Box()
            let grant = try await ledger.admit(bytes, for: "spare \(number)", shed: box.release)
            box.grant.withLock { $0 = grant }
            grants.append(grant)
        }
        return grants
    }

    @Test("spare ones make room for whoever waits, in another process too, and no more of them than needed")
    func shed() async throws {
        let (ledger, other) = (place.ledger(), place.ledger())
        let grants = try await spares(4, 25, of: ledger)
        let grant = try await other.admit(40, for: "web")
        #expect(grants.map(\.isSpare) == [true, true, false, false])
        grant.release()
        for grant in grants { grant.release() }
    }

    @Test("one that is put to use is not asked back")
    func claimed() async throws {
        let ledger = place.ledger()
        let grants = try await spares(2, 50, of: ledger)
        #expect(grants[1].claim())
        #expect(grants[1].claim(), "it is in use already")
        let grant = try await ledger.admit(30, for: "web")
        #expect(!grants[0].claim(), "it was asked back")
        await #expect(throws: HostError.self) { try await ledger.admit(30, for: "another", within: .zero) }
        grants[1].release()
        try await ledger.admit(30, for: "another", within: .zero).release()
        grant.release()
    }

    @Test("a spare one is not granted while somebody waits")
    func behind() async throws {
        let ledger = place.ledger()
        let first = try await ledger.admit(60, for: "first")
        let second = Task { try await ledger.admit(50, for: "second") }
        #expect(try await eventually { place.waiting.count == 1 })
        await #expect(throws: HostError.self) {
            try await ledger.admit(10, for: "spare", within: .zero, shed: {})
        }
        first.release()
        try await second.value.release()
    }

    @Test("spare ones go when the host has less than was promised, without anybody waiting")
    func pressure() async throws {
        let ledger = place.ledger(limit: nil)
        let grants = try await spares(2, 1 << 20, of: ledger)
        place.available.set(0)
        #expect(try await eventually { !grants.contains(where: \.isSpare) })
    }
}
