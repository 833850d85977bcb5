import Glibc

/// A signal that a command-line program reacts to.
package struct Signal: Hashable, Sendable, CustomStringConvertible {
    package let number: Int32
    /// `INT`, `TERM`.
    package let name: String

    /// `^C`.
    package static let interrupt = Signal(number: SIGINT, name: "INT")
    package static let terminate = Signal(number: SIGTERM, name: "TERM")
    /// The terminal is gone.
    package static let hangup = Signal(number: SIGHUP, name: "HUP")
    /// `^\`.
    package static let quit = Signal(number: SIGQUIT, name: "QUIT")
    /// The terminal has another size.
    package static let windowChanged = Signal(number: SIGWINCH, name: "WINCH")

    package static let all: [Signal] = [.interrupt, .terminate, .hangup, .quit, .windowChanged]
    /// The signals that ask a program to end.
    package static let ending: [Signal] = [.interrupt, .terminate, .hangup, .quit]

    package var description: String { "SIG" + name }
    /// What a shell says of a program that this signal ended.
    package var exitCode: Int32 { 128 + number }
}
