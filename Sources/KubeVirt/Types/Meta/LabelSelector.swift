/// A label selector is a label query over a set of resources.
///
/// The result of matchLabels and matchExpressions are ANDed. An empty label selector matches all objects. A null label
/// selector matches no objects.
public struct LabelSelector: Sendable, Hashable, Codable {
    /// matchExpressions is a list of label selector requirements.
    ///
    /// The requirements are ANDed.
    public var matchExpressions: [Requirement]?
    /// matchLabels is a map of {key,value} pairs.
    ///
    /// A single {key,value} in the matchLabels map is equivalent to an element of matchExpressions, whose key field is
    /// "key", the operator is "In", and the values array contains only "value". The requirements are ANDed.
    public var matchLabels: [String: String]?

    /// A value with these fields; what is not given stays unset.
    public init(
        matchExpressions: [Requirement]? = nil,
        matchLabels: [String: String]? = nil
    ) {
        self.matchExpressions = matchExpressions
        self.matchLabels = matchLabels
    }
}
