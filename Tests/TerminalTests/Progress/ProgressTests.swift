import Synchronization
import Testing

@testable import Terminal

@Suite struct ProgressTests {
    @Test("the operation's result and error come through")
    func transparent() async throws {
        struct Broken: Error {}
        #expect(try await withProgress("x", style: .plain, write: { _ in }) { _ in 7 } == 7)
        await #expect(throws: Broken.self) {
            try await withProgress("x", style: .plain, write: { _ in }) { _ in throw Broken() }
        }
    }

    @Test("a quick operation writes nothing")
    func quick() async throws {
        let written = Mutex("")
        try await withProgress("x", style: .plain, write: { text in written.withLock { $0 += text } }) {
            $0.items(1, of: 1)
        }
        #expect(written.withLock { $0 } == "")
    }

    @Test("nothing is written after the last line")
    func last() {
        let written = Mutex<[String]>([])
        let time = Mutex(Duration.seconds(2))
        let progress = Progress(
            ProgressModel("x", style: TerminalStyle(isLive: true, hasColour: false), at: .zero),
            now: { time.withLock { $0 } }, write: { text in written.withLock { $0.append(text) } })
        progress.tick()
        progress.finish(succeeded: true)
        progress.tick()
        #expect(written.withLock { $0.count } == 2)
    }
}
