extension VirtualMachineInstancetypeSpec {
    /// CPUInstancetype contains the CPU related configuration of a given VirtualMachineInstancetypeSpec.
    ///
    /// Guest is a required attribute and defines the number of vCPUs to be exposed to the guest by the instancetype.
    public struct CPUInstancetype: Sendable, Hashable, Codable {
        /// DedicatedCPUPlacement requests the scheduler to place the VirtualMachineInstance on a node with enough
        /// dedicated pCPUs and pin the vCPUs to it.
        public var dedicatedCPUPlacement: Bool?
        /// Required number of vCPUs to expose to the guest.
        ///
        /// The resulting CPU topology being derived from the optional PreferredCPUTopology attribute of CPUPreferences
        /// that itself defaults to PreferSockets.
        public var guest: UInt32
        /// IsolateEmulatorThread requests one more dedicated pCPU to be allocated for the VMI to place the emulator
        /// thread on it.
        public var isolateEmulatorThread: Bool?
        /// MaxSockets specifies the maximum amount of sockets that can be hotplugged.
        public var maxSockets: UInt32?
        /// Model specifies the CPU model inside the VMI.
        ///
        /// List of available models https://github.com/libvirt/libvirt/tree/master/src/cpu_map. It is possible to
        /// specify special cases like "host-passthrough" to get the same CPU as the node and "host-model" to get CPU
        /// closest to the node one. Defaults to host-model.
        public var model: String?
        /// NUMA allows specifying settings for the guest NUMA topology.
        public var numa: DomainSpec.NUMA?
        /// Realtime instructs the virt-launcher to tune the VMI for lower latency, optional for real time workloads.
        public var realtime: DomainSpec.Realtime?

        /// A value with these fields; what is not given stays unset.
        public init(
            dedicatedCPUPlacement: Bool? = nil,
            guest: UInt32,
            isolateEmulatorThread: Bool? = nil,
            maxSockets: UInt32? = nil,
            model: String? = nil,
            numa: DomainSpec.NUMA? = nil,
            realtime: DomainSpec.Realtime? = nil
        ) {
            self.dedicatedCPUPlacement = dedicatedCPUPlacement
            self.guest = guest
            self.isolateEmulatorThread = isolateEmulatorThread
            self.maxSockets = maxSockets
            self.model = model
            self.numa = numa
            self.realtime = realtime
        }
    }
}
