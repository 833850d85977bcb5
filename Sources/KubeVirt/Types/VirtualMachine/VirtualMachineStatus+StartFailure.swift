extension VirtualMachineStatus {
    /// VirtualMachineStartFailure tracks VMIs which failed to transition successfully to running using the VM status.
    public struct StartFailure: Sendable, Hashable, Codable {
        /// Starts that failed one after the other.
        public var consecutiveFailCount: Int32?
        /// Identity of the instance that failed last.
        public var lastFailedVMIUID: String?
        /// When the next start is tried.
        public var retryAfterTimestamp: Timestamp?

        /// A value with these fields; what is not given stays unset.
        public init(
            consecutiveFailCount: Int32? = nil,
            lastFailedVMIUID: String? = nil,
            retryAfterTimestamp: Timestamp? = nil
        ) {
            self.consecutiveFailCount = consecutiveFailCount
            self.lastFailedVMIUID = lastFailedVMIUID
            self.retryAfterTimestamp = retryAfterTimestamp
        }
    }
}
