/// How long collecting what explains a machine may take, and how much it may be.
public struct ArtifactLimits: Sendable, Hashable {
    /// How long the guest has to tell its part, whatever accelerator it runs on; one that hangs tells nothing.
    public var time: Duration
    /// The most bytes of a file; of more the end is kept.
    public var bytes: Int

    /// Limits of this time and size.
    public init(time: Duration = .seconds(30), bytes: Int = 1 << 20) {
        self.time = time
        self.bytes = bytes
    }
}
