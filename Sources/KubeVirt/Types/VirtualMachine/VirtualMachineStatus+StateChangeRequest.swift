extension VirtualMachineStatus {
    /// A start or stop that is waited for.
    public struct StateChangeRequest: Sendable, Hashable, Codable {
        /// Indicates the type of action that is requested. e.g. Start or Stop.
        public var action: String
        /// Provides additional data in order to perform the Action.
        public var data: [String: String]?
        /// Indicates the UUID of an existing Virtual Machine Instance that this change request applies to -- if
        /// applicable.
        public var uid: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            action: String,
            data: [String: String]? = nil,
            uid: String? = nil
        ) {
            self.action = action
            self.data = data
            self.uid = uid
        }
    }
}
