import Testing

@testable import HTTP

@Suite struct HeartbeatTests {
    /// Which of so many beats in a row find somebody, each of whom is asked.
    private func beats(_ count: Int, _ heartbeat: inout Heartbeat) -> [Bool] {
        (0..<count).map { _ in
            defer { heartbeat.ask() }
            return heartbeat.beat()
        }
    }

    @Test func `who is asked twice and says nothing is gone`() {
        var heartbeat = Heartbeat()
        heartbeat.isListening = true
        let found = beats(3, &heartbeat)
        #expect(found == [true, true, false])
    }

    @Test func `any sound will do, and where nobody listens there is none`() {
        var heartbeat = Heartbeat()
        heartbeat.isListening = true
        var found: [Bool] = []
        for _ in 0..<10 {
            found += beats(2, &heartbeat)
            heartbeat.hear()
        }
        heartbeat.isListening = false
        found += beats(10, &heartbeat)
        #expect(found == [Bool](repeating: true, count: 30))
    }

    @Test func `who was not asked, or cannot be asked because it is slow, is not gone`() {
        var heartbeat = Heartbeat()
        heartbeat.isListening = true
        var found = (0..<10).map { _ in heartbeat.beat() }
        heartbeat.isBlocked = true
        found += beats(10, &heartbeat)
        heartbeat.isBlocked = false
        // The time in which it was slow for a while, and one silent beat after it.
        found += beats(2, &heartbeat)
        #expect(found == [Bool](repeating: true, count: 22))
        let isThere = heartbeat.beat()
        #expect(!isThere)
    }
}
