/// What runs a guest's instructions.
public enum Accelerator: String, Sendable, Hashable, Codable {
    case kvm
    case tcg

    /// Deadlines are written for KVM; this is what they are multiplied with.
    ///
    /// Measured with `mayfly-bench boot`: boots take three to ten times as long under TCG, and a deadline that is met
    /// costs nothing.
    public var deadlineScale: Int {
        switch self {
        case .kvm: 1
        case .tcg: 10
        }
    }
}
