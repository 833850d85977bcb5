extension DataSourceStatus {
    /// A fact about a data source that holds, does not hold or is unknown.
    public struct Condition: Sendable, Hashable, Codable {
        /// When the fact was last looked at.
        public var lastHeartbeatTime: Timestamp?
        /// When the fact last changed.
        public var lastTransitionTime: Timestamp?
        /// Sentence for people.
        public var message: String?
        /// Word for programs.
        public var reason: String?
        /// `True`, `False` or `Unknown`.
        public var status: String
        /// Which fact, such as `Ready`.
        public var type: String

        /// A value with these fields; what is not given stays unset.
        public init(
            lastHeartbeatTime: Timestamp? = nil,
            lastTransitionTime: Timestamp? = nil,
            message: String? = nil,
            reason: String? = nil,
            status: String,
            type: String
        ) {
            self.lastHeartbeatTime = lastHeartbeatTime
            self.lastTransitionTime = lastTransitionTime
            self.message = message
            self.reason = reason
            self.status = status
            self.type = type
        }
    }
}
