extension Core {
    /// A null or empty node selector term matches no objects.
    ///
    /// The requirements of them are ANDed. The TopologySelectorTerm type implements a subset of the NodeSelectorTerm.
    public struct NodeSelectorTerm: Sendable, Hashable, Codable {
        /// A list of node selector requirements by node's labels.
        public var matchExpressions: [NodeSelectorRequirement]?
        /// A list of node selector requirements by node's fields.
        public var matchFields: [NodeSelectorRequirement]?

        /// A value with these fields; what is not given stays unset.
        public init(
            matchExpressions: [NodeSelectorRequirement]? = nil,
            matchFields: [NodeSelectorRequirement]? = nil
        ) {
            self.matchExpressions = matchExpressions
            self.matchFields = matchFields
        }
    }
}
