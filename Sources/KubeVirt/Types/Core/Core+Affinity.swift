extension Core {
    /// Affinity is a group of affinity scheduling rules.
    public struct Affinity: Sendable, Hashable, Codable {
        /// Describes node affinity scheduling rules for the pod.
        public var nodeAffinity: NodeAffinity?
        /// Describes pod affinity scheduling rules (e.g. co-locate this pod in the same node, zone, etc. as some other
        /// pod(s)).
        public var podAffinity: PodAffinity?
        /// Describes pod anti-affinity scheduling rules (e.g. avoid putting this pod in the same node, zone, etc. as
        /// some other pod(s)).
        public var podAntiAffinity: PodAntiAffinity?

        /// A value with these fields; what is not given stays unset.
        public init(
            nodeAffinity: NodeAffinity? = nil,
            podAffinity: PodAffinity? = nil,
            podAntiAffinity: PodAntiAffinity? = nil
        ) {
            self.nodeAffinity = nodeAffinity
            self.podAffinity = podAffinity
            self.podAntiAffinity = podAntiAffinity
        }
    }
}
