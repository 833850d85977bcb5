extension VirtualMachineInstanceStatus {
    /// CPUTopology allows specifying the amount of cores, sockets and threads.
    public struct CPUTopology: Sendable, Hashable, Codable {
        /// Cores specifies the number of cores inside the vmi.
        ///
        /// Must be a value greater or equal 1.
        public var cores: UInt32?
        /// Sockets specifies the number of sockets inside the vmi.
        ///
        /// Must be a value greater or equal 1.
        public var sockets: UInt32?
        /// Threads specifies the number of threads inside the vmi.
        ///
        /// Must be a value greater or equal 1.
        public var threads: UInt32?

        /// A value with these fields; what is not given stays unset.
        public init(
            cores: UInt32? = nil,
            sockets: UInt32? = nil,
            threads: UInt32? = nil
        ) {
            self.cores = cores
            self.sockets = sockets
            self.threads = threads
        }
    }
}
