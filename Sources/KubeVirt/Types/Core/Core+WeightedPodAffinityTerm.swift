extension Core {
    /// The weights of all of the matched WeightedPodAffinityTerm fields are added per-node to find the most preferred
    /// node(s)
    public struct WeightedPodAffinityTerm: Sendable, Hashable, Codable {
        /// Required.
        ///
        /// A pod affinity term, associated with the corresponding weight.
        public var podAffinityTerm: PodAffinityTerm
        /// weight associated with matching the corresponding podAffinityTerm, in the range 1-100.
        public var weight: Int32

        /// A value with these fields; what is not given stays unset.
        public init(
            podAffinityTerm: PodAffinityTerm,
            weight: Int32
        ) {
            self.podAffinityTerm = podAffinityTerm
            self.weight = weight
        }
    }
}
