extension VirtualMachineInstanceStatus {
    /// Where a machine is in its life (kubevirt.io/v1 VirtualMachineInstancePhase).
    public struct Phase: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A phase by its word; later versions of KubeVirt may know more.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Accepted, nothing done yet.
        public static let pending = Phase(rawValue: "Pending")
        /// A host is being found or prepared.
        public static let scheduling = Phase(rawValue: "Scheduling")
        /// Handed to its host.
        public static let scheduled = Phase(rawValue: "Scheduled")
        /// Processors run.
        public static let running = Phase(rawValue: "Running")
        /// Ended by itself, as it should.
        public static let succeeded = Phase(rawValue: "Succeeded")
        /// Ended by a fault.
        public static let failed = Phase(rawValue: "Failed")
        /// Its host cannot be asked.
        public static let unknown = Phase(rawValue: "Unknown")

        /// Whether the machine is gone for good.
        public var isFinal: Bool {
            self == .succeeded || self == .failed
        }
    }
}
