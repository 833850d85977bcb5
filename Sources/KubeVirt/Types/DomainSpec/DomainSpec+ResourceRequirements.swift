extension DomainSpec {
    /// What the machine asks of its host; keys are `cpu` and `memory`.
    public struct ResourceRequirements: Sendable, Hashable, Codable {
        /// The most that the machine may use.
        ///
        /// A single host has no cgroups to hold it to that: the guest's own size does, and a limit on processors below
        /// their number is refused there.
        public var limits: [String: Quantity]?
        /// Don't ask the scheduler to take the guest-management overhead into account.
        ///
        /// Instead put the overhead only into the container's memory limit. This can lead to crashes if all memory is
        /// in use on a node. Defaults to false.
        public var overcommitGuestOverhead: Bool?
        /// What the host must have free for the machine.
        public var requests: [String: Quantity]?

        /// A value with these fields; what is not given stays unset.
        public init(
            limits: [String: Quantity]? = nil,
            overcommitGuestOverhead: Bool? = nil,
            requests: [String: Quantity]? = nil
        ) {
            self.limits = limits
            self.overcommitGuestOverhead = overcommitGuestOverhead
            self.requests = requests
        }
    }
}
