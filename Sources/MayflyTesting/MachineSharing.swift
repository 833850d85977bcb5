/// Who has a machine that a trait asks for.
public enum MachineSharing: Sendable, Hashable {
    /// Each test, and each case of a parameterized one, has one of its own.
    case fresh
    /// The tests of the suite have one together, or the cases of the test; it ends after the last. They leave it as they
    /// found it, or the suite is `.serialized` and they know of each other.
    case shared
}
