extension DomainSpec.Devices {
    /// Whether the machine has a display: it does unless it says that it has none.
    package var hasDisplay: Bool { autoattachGraphicsDevice ?? true }
}
