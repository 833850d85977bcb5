import CTerminalTestSupport
import Glibc
import Testing

@testable import Terminal

/// One terminal of a process can be raw at a time.
@Suite(.serialized) struct RawTerminalTests {
    private func withTerminal(_ body: (Int32) async throws -> Void) async throws {
        var (controller, terminal): (Int32, Int32) = (-1, -1)
        try #require(test_terminal_open(&controller, &terminal) == 0)
        defer {
            close(controller)
            close(terminal)
        }
        try await body(terminal)
    }

    @Test("the terminal is raw within the scope and as before after it")
    func scope() async throws {
        struct Broken: Error {}
        try await withTerminal { terminal in
            let within = try await withRawTerminal(terminal) { test_terminal_is_raw(terminal) }
            #expect(within == 1)
            #expect(test_terminal_is_raw(terminal) == 0)
            await #expect(throws: Broken.self) { try await withRawTerminal(terminal) { throw Broken() } }
            #expect(test_terminal_is_raw(terminal) == 0)
        }
    }

    @Test(
        "a process that ends leaves no raw terminal behind",
        arguments: [0, SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGSEGV, SIGILL, SIGPIPE])
    func ends(signal: Int32) async throws {
        try await withTerminal { terminal in
            var wasRaw: Int32 = 0
            let status = test_terminal_child_ends(terminal, signal, &wasRaw)
            #expect(wasRaw == 1)
            #expect(status & 0x7f == signal)
            #expect(test_terminal_is_raw(terminal) == 0)
        }
    }

    @Test("a pipe is no terminal, and says so")
    func noTerminal() async throws {
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        let error = await #expect(throws: TerminalError.self) { try await withRawTerminal(ends[0]) {} }
        #expect(error?.code == .notATerminal)
    }

    @Test("a second raw terminal is refused while the first is raw")
    func busy() async throws {
        try await withTerminal { terminal in
            try await withRawTerminal(terminal) {
                let error = await #expect(throws: TerminalError.self) { try await withRawTerminal(terminal) {} }
                #expect(error?.code == .busy)
                #expect(test_terminal_is_raw(terminal) == 1)
            }
        }
    }

    @Test("a terminal knows its size, a pipe has none")
    func size() async throws {
        try await withTerminal { terminal in
            #expect(WindowSize.current(of: terminal) == WindowSize(columns: 100, rows: 30))
            #expect(TerminalStyle.current(of: terminal, environment: ["TERM": "xterm"]).width == 100)
        }
        var ends: [Int32] = [-1, -1]
        try #require(pipe(&ends) == 0)
        defer { ends.forEach { close($0) } }
        #expect(WindowSize.current(of: ends[0]) == nil)
    }
}
