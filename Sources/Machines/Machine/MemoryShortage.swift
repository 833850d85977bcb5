import Synchronization

/// Where a back end tells that a machine has to wait for memory, and whoever has machines that nobody uses hears of it: the
/// end of those is what the machine may be waiting for. Within one process.
package final class MemoryShortage: Sendable {
    /// This process's.
    package static let shared = MemoryShortage()

    private let listeners = Mutex<[@Sendable (String) -> Void]>([])

    package init() {}

    /// Has somebody told each time, for as long as the process lives: of which ``MemorySharing/memoryPlace``.
    package func listen(_ body: @escaping @Sendable (String) -> Void) { listeners.withLock { $0.append(body) } }

    /// Somebody waits.
    package func tell(_ place: String) { for listener in listeners.withLock({ $0 }) { listener(place) } }
}

/// A back end whose machines share what memory there is with others of the same place.
package protocol MemorySharing {
    var memoryPlace: String { get }
}
