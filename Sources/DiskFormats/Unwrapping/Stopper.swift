import Synchronization

/// Tells work on a thread that its task was cancelled.
final class Stopper: Sendable {
    private let isStopped = Atomic(false)

    func stop() { isStopped.store(true, ordering: .relaxed) }

    func check(_ place: String) throws(DiskFormatError) {
        if isStopped.load(ordering: .relaxed) { throw .cancelled(place) }
    }
}

extension DiskFormatError {
    static func cancelled(_ place: String) -> DiskFormatError {
        DiskFormatError(.cancelled, "cancelled while \(place) was imported", cause: CancellationError())
    }
}
