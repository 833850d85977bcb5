/// How much of a run comes again in the next one of the same machine.
public enum Repetition: String, Sendable, Hashable, CaseIterable, Codable {
    /// All of it, to the byte and the microsecond of the console: time is counted in instructions, and nothing of the host
    /// gets in.
    case exact
}

extension Annotations {
    /// Whether nothing of the host may get into the machine.
    public var repeatsExactly: Bool { repetition == .exact }

    /// What all chance of the machine starts from; nil when it is the host's.
    public var fixedSeed: UInt64? { seed ?? (repeatsExactly ? 1 : nil) }

    /// The time at which the machine starts; nil when it is the host's.
    public var fixedClock: Timestamp? {
        clock ?? (repeatsExactly ? Timestamp(secondsSinceEpoch: 1_704_067_200) : nil)
    }
}
