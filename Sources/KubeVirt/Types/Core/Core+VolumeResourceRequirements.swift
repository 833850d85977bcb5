extension Core {
    /// VolumeResourceRequirements describes the storage resource requirements for a volume.
    public struct VolumeResourceRequirements: Sendable, Hashable, Codable {
        /// Limits describes the maximum amount of compute resources allowed.
        ///
        /// More info: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/.
        public var limits: [String: Quantity]?
        /// Requests describes the minimum amount of compute resources required.
        ///
        /// If Requests is omitted for a container, it defaults to Limits if that is explicitly specified, otherwise to
        /// an implementation-defined value. Requests cannot exceed Limits. More info:
        /// https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/.
        public var requests: [String: Quantity]?

        /// A value with these fields; what is not given stays unset.
        public init(
            limits: [String: Quantity]? = nil,
            requests: [String: Quantity]? = nil
        ) {
            self.limits = limits
            self.requests = requests
        }
    }
}
