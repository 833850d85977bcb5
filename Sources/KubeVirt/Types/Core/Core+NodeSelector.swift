extension Core {
    /// A node selector represents the union of the results of one or more label queries over a set of nodes; that is,
    /// it represents the OR of the selectors represented by the node selector terms.
    public struct NodeSelector: Sendable, Hashable, Codable {
        /// Required.
        ///
        /// A list of node selector terms. The terms are ORed.
        public var nodeSelectorTerms: [NodeSelectorTerm]

        /// A value with these fields; what is not given stays unset.
        public init(
            nodeSelectorTerms: [NodeSelectorTerm]
        ) {
            self.nodeSelectorTerms = nodeSelectorTerms
        }
    }
}
