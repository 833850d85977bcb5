extension VirtualMachineInstanceStatus {
    /// DomainMemoryDumpInfo represents the memory dump information.
    public struct DomainMemoryDumpInfo: Sendable, Hashable, Codable {
        /// ClaimName is the name of the pvc the memory was dumped to.
        public var claimName: String?
        /// EndTimestamp is the time when the memory dump completed.
        public var endTimestamp: Timestamp?
        /// StartTimestamp is the time when the memory dump started.
        public var startTimestamp: Timestamp?
        /// TargetFileName is the name of the memory dump output.
        public var targetFileName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            claimName: String? = nil,
            endTimestamp: Timestamp? = nil,
            startTimestamp: Timestamp? = nil,
            targetFileName: String? = nil
        ) {
            self.claimName = claimName
            self.endTimestamp = endTimestamp
            self.startTimestamp = startTimestamp
            self.targetFileName = targetFileName
        }
    }
}
