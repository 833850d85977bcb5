/// How many requests may be on their way at once, as what became of earlier ones tells it: a value.
///
/// As TCP does it: quickly up to where it went wrong before, from there one more each time that all of a window's were
/// answered; half as many when the server says that it is too busy, and one when there is no answer, so that a server that
/// comes back meets one request and not all that have been waiting.
struct RequestWindow: Sendable, Hashable {
    enum Fate: Sendable, Hashable {
        case answered
        /// The server is too busy.
        case turnedAway
        /// No answer came.
        case lost
        /// Says nothing of the server.
        case unknown
    }

    static let first = 32
    static let most = 256
    /// One after a quick way down should not creep up from nothing.
    private static let leastThreshold = 4

    private(set) var width = Self.first
    /// What began in an earlier round says nothing that is not known: all of a window fail together.
    private(set) var round = 0
    private var threshold = Self.most
    private var answers = 0

    mutating func ended(_ fate: Fate, round: Int) {
        guard round == self.round else { return }
        switch fate {
        case .answered: grow()
        case .turnedAway: shrink(to: max(1, width / 2))
        case .lost: shrink(to: 1)
        case .unknown: break
        }
    }

    private mutating func grow() {
        answers += 1
        guard width < Self.most, width < threshold || answers >= width else { return }
        width += 1
        answers = 0
    }

    private mutating func shrink(to less: Int) {
        // While there is no answer at all, what was learned before stays.
        if width > 1 { threshold = max(Self.leastThreshold, width / 2) }
        (width, answers) = (less, 0)
        round += 1
    }
}
