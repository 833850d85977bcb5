import Boots
import Synchronization

/// What a run could not give, as it is told on the way.
final class LostThings: Sendable {
    private let all = Mutex<[String]>([])
    var words: [String] { all.withLock(\.self) }

    /// Tells nobody else.
    var observer: BootObserver { beside(BootObserver()) }

    /// Tells another one all the same.
    func beside(_ other: BootObserver) -> BootObserver {
        var observer = other
        observer.notice = { notice in
            if case .lost(let words) = notice { self.all.withLock { $0.append(words) } }
            await other.notice(notice)
        }
        return observer
    }
}
