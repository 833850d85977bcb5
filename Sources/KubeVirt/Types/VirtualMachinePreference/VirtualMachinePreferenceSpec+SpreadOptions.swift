extension VirtualMachinePreferenceSpec {
    /// How processors are spread over sockets and cores.
    public struct SpreadOptions: Sendable, Hashable, Codable {
        /// Across optionally defines how to spread vCPUs across the guest visible topology.
        ///
        /// Default: SocketsCores.
        public var across: String?
        /// Ratio optionally defines the ratio to spread vCPUs across the guest visible topology:
        ///
        /// CoresThreads - 1:2 - Controls the ratio of cores to threads. Only a ratio of 2 is currently accepted.
        /// SocketsCores - 1:N - Controls the ratio of socket to cores. SocketsCoresThreads - 1:N:2 - Controls the ratio
        /// of socket to cores. Each core providing 2 threads.
        ///
        /// Default: 2.
        public var ratio: UInt32?

        /// A value with these fields; what is not given stays unset.
        public init(
            across: String? = nil,
            ratio: UInt32? = nil
        ) {
            self.across = across
            self.ratio = ratio
        }
    }
}
