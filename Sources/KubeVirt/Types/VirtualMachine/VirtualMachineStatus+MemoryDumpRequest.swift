extension VirtualMachineStatus {
    /// VirtualMachineMemoryDumpRequest represent the memory dump request phase and info.
    public struct MemoryDumpRequest: Sendable, Hashable, Codable {
        /// ClaimName is the name of the pvc that will contain the memory dump.
        public var claimName: String
        /// EndTimestamp represents the time the memory dump was completed.
        public var endTimestamp: Timestamp?
        /// FileName represents the name of the output file.
        public var fileName: String?
        /// Message is a detailed message about failure of the memory dump.
        public var message: String?
        /// Phase represents the memory dump phase.
        public var phase: String
        /// Remove represents request of dissociating the memory dump pvc.
        public var remove: Bool?
        /// StartTimestamp represents the time the memory dump started.
        public var startTimestamp: Timestamp?

        /// A value with these fields; what is not given stays unset.
        public init(
            claimName: String,
            endTimestamp: Timestamp? = nil,
            fileName: String? = nil,
            message: String? = nil,
            phase: String,
            remove: Bool? = nil,
            startTimestamp: Timestamp? = nil
        ) {
            self.claimName = claimName
            self.endTimestamp = endTimestamp
            self.fileName = fileName
            self.message = message
            self.phase = phase
            self.remove = remove
            self.startTimestamp = startTimestamp
        }
    }
}
