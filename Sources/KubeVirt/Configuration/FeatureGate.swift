/// A switch of KubeVirt for a feature, by its name.
public struct FeatureGate: RawRepresentable, Sendable, Hashable, Codable {
    /// The name as KubeVirt's configuration spells it.
    public var rawValue: String

    /// A gate by its name; names that nobody knows switch nothing.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// How far a feature has come, which says whether it is on by itself.
    public enum Maturity: Sendable, Hashable {
        /// Off unless it is switched on.
        case alpha
        /// On unless it is switched off.
        case beta
        /// On for good: the gate has no say any more.
        case generallyAvailable
        /// Going to be removed: off unless it is switched on.
        case deprecated
        /// Removed: what used it is refused when the gate is switched on.
        case discontinued
    }

    /// How far the feature has come; nil for a gate that KubeVirt does not know.
    public var maturity: Maturity? { Self.maturities[rawValue] }

    /// Every gate that KubeVirt knows, by name.
    public static var known: [FeatureGate] { maturities.keys.sorted().map(FeatureGate.init(rawValue:)) }
}

extension FeatureGate: CustomStringConvertible {
    /// The name.
    public var description: String { rawValue }
}
