import MayflyTestSupport
import Terminal
import Testing

@testable import Boots
@testable import mayfly

@Suite(.timeLimit(.minutes(5))) struct ReplayEndTests {
    /// Work that somebody looks at until he ends it.
    private func lookedAt(_ relay: SignalRelay, _ begun: Latch<Void>) -> Task<Int?, any Error> {
        Task {
            try await relay.untilInterrupted {
                begun.open()
                let (never, _) = AsyncStream<Void>.makeStream()
                for await _ in never {}
                try Task.checkCancellation()
                return 1
            }
        }
    }

    @Test("^C ends what somebody looks at, and nothing else")
    func interrupt() async throws {
        let (relay, begun) = (SignalRelay(), Latch<Void>())
        let work = lookedAt(relay, begun)
        try await begun.wait()
        await relay.take(.interrupt, work)
        #expect(try await work.value == nil)
        #expect(!work.isCancelled)
    }

    @Test("another signal ends the work that it is a part of")
    func terminate() async throws {
        let (relay, begun) = (SignalRelay(), Latch<Void>())
        let work = lookedAt(relay, begun)
        try await begun.wait()
        await relay.take(.terminate, work)
        await #expect(throws: CancellationError.self) { try await work.value }
    }

    @Test("what fails by itself has failed")
    func failing() async {
        await #expect(throws: Fault.self) {
            try await SignalRelay().untilInterrupted { throw Fault() }
        }
    }

    @Test("a run that was ended in gdb is told from one whose console was another")
    func cutOff() {
        let recorded = Array("a\nb\n".utf8)
        var watch = ReplayWatch(recorded: recorded, stop: nil)
        #expect(watch.isCutOff)
        _ = watch.feed(Array("a\n".utf8))
        #expect(watch.isCutOff)
        _ = watch.feed(Array("c\n".utf8))
        #expect(!watch.isCutOff)
        var whole = ReplayWatch(recorded: recorded, stop: nil)
        _ = whole.feed(recorded)
        #expect(!whole.isCutOff && whole.end == .same(bytes: 4))
    }
}

private struct Fault: Error {}
