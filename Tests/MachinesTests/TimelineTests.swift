import Machines
import Testing

@Suite("The timeline")
struct TimelineTests {
    @Test("phases are counted in the order in which they end, also those that fail")
    func measure() async throws {
        struct Mine: Error {}
        let timeline = Timeline()
        let value = try await timeline.measure(.daemon) { () async throws(Mine) in 7 }
        #expect(value == 7)
        await #expect(throws: Mine.self) {
            try await timeline.measure(.image) { () async throws(Mine) in throw Mine() }
        }
        #expect(timeline.entries.map(\.phase) == [.daemon, .image])
        #expect(timeline.entries[0].start <= timeline.entries[1].start)
        #expect(timeline.entries.allSatisfy { $0.length >= .zero && $0.start + $0.length <= timeline.elapsed })
    }

    @Test("a stretch is told by its ends")
    func record() {
        let timeline = Timeline()
        let start = ContinuousClock.now
        timeline.record(.kernel, from: start, to: start + .milliseconds(1500))
        #expect(timeline.entries.first?.length == .milliseconds(1500))
    }
}
