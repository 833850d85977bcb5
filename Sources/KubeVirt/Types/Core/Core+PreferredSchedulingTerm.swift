extension Core {
    /// An empty preferred scheduling term matches all objects with implicit weight 0 (i.e. it's a no-op).
    ///
    /// A null preferred scheduling term matches no objects (i.e. is also a no-op).
    public struct PreferredSchedulingTerm: Sendable, Hashable, Codable {
        /// A node selector term, associated with the corresponding weight.
        public var preference: NodeSelectorTerm
        /// Weight associated with matching the corresponding nodeSelectorTerm, in the range 1-100.
        public var weight: Int32

        /// A value with these fields; what is not given stays unset.
        public init(
            preference: NodeSelectorTerm = NodeSelectorTerm(),
            weight: Int32
        ) {
            self.preference = preference
            self.weight = weight
        }
    }
}
