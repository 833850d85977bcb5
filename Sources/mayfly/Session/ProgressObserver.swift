import Mayfly
import Synchronization

/// Passes on how long phases come along to whoever shows it at the moment.
final class ProgressObserver: Sendable {
    private let target = Mutex<(@Sendable (Timeline.Progress) -> Void)?>(nil)

    func set(_ target: (@Sendable (Timeline.Progress) -> Void)?) {
        self.target.withLock { $0 = target }
    }

    func take(_ progress: Timeline.Progress) {
        target.withLock { $0 }?(progress)
    }
}

extension Timeline.Progress {
    /// What is going on, for a person.
    var words: String {
        if let waitsFor { return "waiting for " + waitsFor }
        if let detail { return "\(phase.rawValue) \(detail)" }
        return phase == .bootLoader ? "boot loader" : phase.rawValue
    }
}
