import CTerminalTestSupport
import Glibc
import Testing

@testable import Terminal

/// Signals belong to the whole process: one test at a time.
@Suite(.serialized) struct SignalStreamTests {
    @Test("watched signals arrive and do not end the process")
    func arrive() async throws {
        var stream = try SignalStream.watch(Signal.all, respectIgnored: false).makeAsyncIterator()
        for signal in Signal.all {
            kill(getpid(), signal.number)
            #expect(await stream.next() == signal)
        }
    }

    @Test("every watcher gets every signal it asked for")
    func several() async throws {
        var first = try SignalStream.watch([.hangup], respectIgnored: false).makeAsyncIterator()
        var second = try SignalStream.watch([.hangup, .terminate], respectIgnored: false).makeAsyncIterator()
        kill(getpid(), SIGHUP)
        #expect(await first.next() == .hangup)
        #expect(await second.next() == .hangup)
        kill(getpid(), SIGTERM)
        #expect(await second.next() == .terminate)
    }

    @Test("the former disposition is back when the last watcher has gone")
    func restored() async throws {
        let before = disposition(SIGHUP)
        let first = Task { for await _ in try SignalStream.watch([.hangup], respectIgnored: false) {} }
        var second: AsyncStream<Signal>? = try SignalStream.watch([.hangup], respectIgnored: false)
        #expect(disposition(SIGHUP) != before)
        first.cancel()
        _ = await first.result
        #expect(disposition(SIGHUP) != before)
        second = nil
        #expect(disposition(SIGHUP) == before)
        _ = second
    }

    @Test("a signal that was ignored from the start stays ignored")
    func ignored() async throws {
        let before = signal(SIGHUP, SIG_IGN)
        defer { signal(SIGHUP, before) }
        var stream = try SignalStream.watch([.hangup, .windowChanged]).makeAsyncIterator()
        kill(getpid(), SIGHUP)
        kill(getpid(), SIGWINCH)
        #expect(await stream.next() == .windowChanged)
    }

    @Test("a signal of a child that was forked and not yet replaced is not ours")
    func child() async throws {
        var stream = try SignalStream.watch([.hangup, .windowChanged], respectIgnored: false).makeAsyncIterator()
        #expect(test_child_signalled(SIGWINCH) == 0)
        kill(getpid(), SIGHUP)
        #expect(await stream.next() == .hangup)
    }

    @Test("a signal's exit code is the shell's")
    func exitCode() {
        #expect(Signal.interrupt.exitCode == 130)
        #expect("\(Signal.terminate)" == "SIGTERM")
    }

    private func disposition(_ number: Int32) -> Int {
        var action = sigaction()
        sigaction(number, nil, &action)
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    }
}
