extension DomainSpec {
    /// Realtime holds the tuning knobs specific for realtime workloads.
    public struct Realtime: Sendable, Hashable, Codable {
        /// Mask defines the vcpu mask expression that defines which vcpus are used for realtime.
        ///
        /// Format matches libvirt's expressions. Example: "0-3,^1","0,2,3","2-3".
        public var mask: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            mask: String? = nil
        ) {
            self.mask = mask
        }
    }
}
