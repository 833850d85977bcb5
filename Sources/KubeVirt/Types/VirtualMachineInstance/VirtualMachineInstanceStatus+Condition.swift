extension VirtualMachineInstanceStatus {
    /// A fact about a machine that holds, does not hold or is unknown.
    public struct Condition: Sendable, Hashable, Codable {
        /// When the fact was last looked at.
        public var lastProbeTime: Timestamp?
        /// When the fact last changed.
        public var lastTransitionTime: Timestamp?
        /// Sentence for people.
        public var message: String?
        /// Word for programs.
        public var reason: String?
        /// `True`, `False` or `Unknown`.
        public var status: String
        /// Which fact, such as `Ready`, `Paused` or `AgentConnected`.
        public var type: String

        /// A value with these fields; what is not given stays unset.
        public init(
            lastProbeTime: Timestamp? = nil,
            lastTransitionTime: Timestamp? = nil,
            message: String? = nil,
            reason: String? = nil,
            status: String,
            type: String
        ) {
            self.lastProbeTime = lastProbeTime
            self.lastTransitionTime = lastTransitionTime
            self.message = message
            self.reason = reason
            self.status = status
            self.type = type
        }
    }
}
