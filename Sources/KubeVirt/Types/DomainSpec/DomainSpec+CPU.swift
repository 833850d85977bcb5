extension DomainSpec {
    /// Virtual processors: `sockets` x `cores` x `threads` of one model.
    public struct CPU: Sendable, Hashable, Codable {
        /// Cores in a socket, at least 1.
        public var cores: UInt32?
        /// DedicatedCPUPlacement requests the scheduler to place the VirtualMachineInstance on a node with enough
        /// dedicated pCPUs and pin the vCPUs to it.
        public var dedicatedCpuPlacement: Bool?
        /// Features specifies the CPU features list inside the VMI.
        public var features: [CPUFeature]?
        /// IsolateEmulatorThread requests one more dedicated pCPU to be allocated for the VMI to place the emulator
        /// thread on it.
        public var isolateEmulatorThread: Bool?
        /// MaxSockets specifies the maximum amount of sockets that can be hotplugged.
        public var maxSockets: UInt32?
        /// Model of QEMU or libvirt, or `host-model` or `host-passthrough`.
        public var model: String?
        /// NUMA allows specifying settings for the guest NUMA topology.
        public var numa: NUMA?
        /// Realtime instructs the virt-launcher to tune the VMI for lower latency, optional for real time workloads.
        public var realtime: Realtime?
        /// Sockets, at least 1.
        public var sockets: UInt32?
        /// Threads in a core, at least 1; only 1 on arm64.
        public var threads: UInt32?

        /// A value with these fields; what is not given stays unset.
        public init(
            cores: UInt32? = nil,
            dedicatedCpuPlacement: Bool? = nil,
            features: [CPUFeature]? = nil,
            isolateEmulatorThread: Bool? = nil,
            maxSockets: UInt32? = nil,
            model: String? = nil,
            numa: NUMA? = nil,
            realtime: Realtime? = nil,
            sockets: UInt32? = nil,
            threads: UInt32? = nil
        ) {
            self.cores = cores
            self.dedicatedCpuPlacement = dedicatedCpuPlacement
            self.features = features
            self.isolateEmulatorThread = isolateEmulatorThread
            self.maxSockets = maxSockets
            self.model = model
            self.numa = numa
            self.realtime = realtime
            self.sockets = sockets
            self.threads = threads
        }
    }
}
