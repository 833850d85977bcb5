/// A clock that does not sleep, and remembers for how long it should have.
package struct ImpatientClock: Clock {
    package struct Instant: InstantProtocol {
        fileprivate var offset: Duration
        package func advanced(by duration: Duration) -> Instant { Instant(offset: offset + duration) }
        package func duration(to other: Instant) -> Duration { other.offset - offset }
        package static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    }

    package let slept = Shared<[Duration]>([])

    package init() {}

    package var now: Instant { Instant(offset: .zero) }
    package var minimumResolution: Duration { .zero }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        slept.change { $0.append(deadline.offset) }
    }
}
