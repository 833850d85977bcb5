extension DomainSpec {
    /// Virtual processors: `sockets` x `cores` x `threads` of one model.
    public struct CPU: Sendable, Hashable, Codable {
        /// Cores in a socket, at least 1.
        public var cores: UInt32?
        /// Model of QEMU or libvirt, or `host-model` or `host-passthrough`.
        public var model: String?
        /// Sockets, at least 1.
        public var sockets: UInt32?
        /// Threads in a core, at least 1; only 1 on arm64.
        public var threads: UInt32?

        /// A value with these fields; what is not given stays unset.
        public init(cores: UInt32? = nil, model: String? = nil, sockets: UInt32? = nil, threads: UInt32? = nil) {
            self.cores = cores
            self.model = model
            self.sockets = sockets
            self.threads = threads
        }
    }
}

extension DomainSpec.CPU: PartiallySupported {
    /// Fields of KubeVirt that are refused for now.
    public static var notYetSupported: [String] {
        ["dedicatedCpuPlacement", "features", "isolateEmulatorThread", "maxSockets", "numa", "realtime"]
    }
}

extension DomainSpec.CPU {
    /// Virtual processors in all; what is unset counts as 1, what no host has counts as `Int.max`.
    public var count: Int {
        [sockets, cores, threads].reduce(1) { product, factor in
            let (result, overflow) = product.multipliedReportingOverflow(by: Int(factor ?? 1))
            return overflow ? .max : result
        }
    }
}
