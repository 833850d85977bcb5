import Glibc
import Offload

/// Tells when something happens in the ledger; and when nothing has for a while, because the host's free memory changes
/// without us.
struct LedgerWatch: Sendable {
    /// What is worth a look.
    enum Scope: Sendable {
        /// Somebody ends, dies, gives up or is served: for those who wait.
        case all
        /// Somebody begins to wait: for those who have spare machines.
        case waiting
    }

    /// How often to look when there are no events.
    private let usual: Duration
    /// The kernel tells of a dead owner's files just before it frees their locks.
    private static let soon: Duration = .milliseconds(20)
    /// How often to look where the kernel does not tell us, because the user has too many watches.
    private static let withoutEvents: Duration = .milliseconds(200)

    private let events: FileWatch?
    private var patience: Duration

    init(_ files: LedgerFiles, _ scope: Scope) {
        usual = scope == .all ? .seconds(1) : .seconds(5)
        patience = usual
        events = try? Self.watch(files, scope)
    }

    private static func watch(_ files: LedgerFiles, _ scope: Scope) throws(SystemError) -> FileWatch {
        let ends = IN_DELETE | IN_CLOSE_WRITE | IN_MOVED_FROM
        let places: [FileWatch.Place] =
            switch scope {
            case .all: [(files.granted, ends), (files.waiting, ends | IN_CREATE)]
            case .waiting: [(files.waiting, ends | IN_CREATE)]
            }
        return try FileWatch(places)
    }

    /// Returns when there is something to look at, or the task is cancelled.
    mutating func next() async {
        guard let events else {
            try? await Task.sleep(for: Self.withoutEvents)
            return
        }
        let hasEvent = (try? await withDeadline(patience) { try await events.next() }) != nil
        patience = hasEvent ? Self.soon : usual
    }
}
