import CTerminal
import Glibc

/// Runs a body with the terminal in raw mode: every key goes to the guest, none is acted upon here.
///
/// The former mode comes back when the body ends, at `exit()`, when a signal ends the process, and when it crashes;
/// only SIGKILL leaves a raw terminal behind (`reset` mends it).
package func withRawTerminal<Result>(
    _ descriptor: Int32 = STDIN_FILENO, _ body: () async throws -> Result
) async throws -> Result {
    guard mayfly_raw_enter(descriptor) == 0 else { throw TerminalError.rawMode(errno, descriptor: descriptor) }
    defer { _ = mayfly_raw_leave() }
    return try await body()
}

/// The size of a terminal in characters.
package struct WindowSize: Hashable, Sendable {
    package let columns: UInt16
    package let rows: UInt16

    package init(columns: UInt16, rows: UInt16) {
        self.columns = columns
        self.rows = rows
    }
}
