extension DomainSpec {
    /// What the machine asks of its host; keys are `cpu` and `memory`.
    public struct ResourceRequirements: Sendable, Hashable, Codable {
        /// The most that the machine may use. A single host has no cgroups to hold it to that: the guest's own size does, and a
        /// limit on processors below their number is refused there.
        public var limits: [String: Quantity]?
        /// What the host must have free for the machine.
        public var requests: [String: Quantity]?

        /// A value with these fields; what is not given stays unset.
        public init(limits: [String: Quantity]? = nil, requests: [String: Quantity]? = nil) {
            self.limits = limits
            self.requests = requests
        }
    }
}

extension DomainSpec.ResourceRequirements: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["overcommitGuestOverhead"]
    }
}
