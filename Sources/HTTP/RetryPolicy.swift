import CCurl
import Glibc

/// How often something is tried again, and after how long.
package struct RetryPolicy: Sendable, Hashable {
    /// The first one included.
    package var attempts: Int
    /// The longest pause before the second attempt; the next ones are twice as long each.
    package var firstPause: Duration
    package var longestPause: Duration
    /// A server that asks for more patience than this is given up.
    package var longestWait: Duration

    package init(
        attempts: Int = 5, firstPause: Duration = .milliseconds(500), longestPause: Duration = .seconds(30),
        longestWait: Duration = .seconds(120)
    ) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
        self.longestWait = longestWait
    }

    package static let none = RetryPolicy(attempts: 1)

    /// The pause after so many failed attempts. `chance` (0 to 1) spreads those who failed at the same moment.
    package func pause(after failures: Int, chance: Double = .random(in: 0...1)) -> Duration {
        let doublings = min(max(failures - 1, 0), 30)
        return min(firstPause * (1 << doublings), longestPause) * (0.5 + chance / 2)
    }

    /// Answers that another attempt may better.
    package static func isPassing(_ status: Int) -> Bool {
        [408, 429, 500, 502, 503, 504].contains(status)
    }

    /// What `Retry-After` asks for: seconds, or a date (RFC 9110, 10.2.3).
    package static func wait(_ text: String?, now: Int = time(nil)) -> Duration? {
        guard let text else { return nil }
        if let seconds = Int(text) { return seconds < 0 ? nil : .seconds(min(seconds, 1 << 40)) }
        let date = curl_getdate(text, nil)
        return date < 0 ? nil : .seconds(max(0, date - now))
    }
}
