import Synchronization

/// Where the time of a run went: the phases it passed through, each with its start and length.
public final class Timeline: Sendable {
    /// A phase that took place.
    public struct Entry: Sendable, Hashable {
        /// Which phase.
        public var phase: Phase
        /// Since the timeline began.
        public var start: Duration
        /// How long it took.
        public var length: Duration
    }

    /// How far a phase that takes long has come.
    public struct Progress: Sendable, Hashable {
        /// Which phase.
        public var phase: Phase
        /// From 0 to 1; nil when it is not known.
        public var fraction: Double?
        /// What it waits for, when it is not at work itself.
        public var waitsFor: String?
        /// What is being done, when the phase's name does not say it all.
        public var detail: String?

        /// So much of that phase.
        public init(_ phase: Phase, fraction: Double? = nil, waitsFor: String? = nil, detail: String? = nil) {
            self.phase = phase
            self.fraction = fraction
            self.waitsFor = waitsFor
            self.detail = detail
        }
    }

    private let began: ContinuousClock.Instant
    private let finished = Mutex<[Entry]>([])
    private let observer: (@Sendable (Progress) -> Void)?

    /// Begins now; the observer is told how phases that take long come along.
    public init(observer: (@Sendable (Progress) -> Void)? = nil) {
        began = .now
        self.observer = observer
    }

    /// Tells the observer how far a phase has come.
    package func tell(_ progress: Progress) { observer?(progress) }

    /// The phases so far, in the order in which they ended.
    public var entries: [Entry] { finished.withLock { $0 } }

    /// The time since the timeline began.
    public var elapsed: Duration { began.duration(to: .now) }

    /// Counts a stretch of time towards a phase.
    public func record(_ phase: Phase, from start: ContinuousClock.Instant, to end: ContinuousClock.Instant = .now) {
        let entry = Entry(phase: phase, start: began.duration(to: start), length: start.duration(to: end))
        finished.withLock { $0.append(entry) }
    }

    /// Runs a body and counts its time towards a phase, also when it throws.
    public func measure<Value, Failure: Error>(
        _ phase: Phase, _ body: () async throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        let start = ContinuousClock.now
        defer { record(phase, from: start) }
        return try await body()
    }
}
