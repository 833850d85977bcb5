import Glibc
import Offload
import Terminal

/// This process's standard streams. Writing blocks while the reader is slow, so it happens off the cooperative pool.
enum Standard {
    struct Output: Sendable {
        let descriptor: Int32

        /// Writes a text at once; for what is said once.
        func write(_ text: String) { _ = wrote(text) }

        /// The same; false when not all of it could be written.
        func wrote(_ text: String) -> Bool { put(Array(text.utf8)) }

        /// Writes everything; false when the reader is gone.
        func write(_ bytes: [UInt8]) async -> Bool {
            await blocking { () throws(Never) -> Bool in put(bytes) }
        }

        private func put(_ bytes: [UInt8]) -> Bool {
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EAGAIN {
                    var poll = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    _ = Glibc.poll(&poll, 1, -1)
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }

        var style: TerminalStyle { .current(of: descriptor, environment: environment) }
    }

    static let output = Output(descriptor: STDOUT_FILENO)
    static let error = Output(descriptor: STDERR_FILENO)

    /// The next bytes of standard input; empty at its end. The thread that waits for them cannot be called back.
    static func read() async -> [UInt8] {
        await blocking { () throws(Never) -> [UInt8] in
            [UInt8](unsafeUninitializedCapacity: 32 << 10) { buffer, filled in
                var count = 0
                repeat {
                    count = Glibc.read(STDIN_FILENO, buffer.baseAddress, buffer.count)
                } while count == -1 && errno == EINTR
                filled = max(0, count)
            }
        }
    }

    static var inputIsTerminal: Bool { isatty(STDIN_FILENO) == 1 }

    /// Says something on stderr, on a line of its own. Names in it may be a guest's.
    static func note(_ text: String) { error.write("mayfly: \(text.printableLines)\n") }
}

/// This process's environment.
let environment = environmentOfThisProcess()

private func environmentOfThisProcess() -> [String: String] {
    ["CI", "GITHUB_ACTIONS", "TERM", "NO_COLOR"].reduce(into: [:]) { found, name in
        if let value = getenv(name) { found[name] = String(cString: value) }
    }
}
