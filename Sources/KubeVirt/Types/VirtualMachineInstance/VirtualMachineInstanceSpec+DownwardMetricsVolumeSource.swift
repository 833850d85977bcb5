extension VirtualMachineInstanceSpec {
    /// DownwardMetricsVolumeSource adds a very small disk to VMIs which contains a limited view of host and guest
    /// metrics.
    ///
    /// The disk content is compatible with vhostmd (https://github.com/vhostmd/vhostmd) and vm-dump-metrics.
    public struct DownwardMetricsVolumeSource: Sendable, Hashable, Codable {
        /// The only value there is.
        public init() {}
    }
}
