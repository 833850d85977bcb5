extension VirtualMachineInstanceStatus {
    /// A network interface of a running machine.
    public struct NetworkInterface: Sendable, Hashable, Codable {
        /// Who told: `domain`, `guest-agent` or `multus-status`.
        public var infoSource: String?
        /// Name inside the guest.
        public var interfaceName: String?
        /// First address.
        public var ipAddress: String?
        /// All addresses.
        public var ipAddresses: [String]?
        /// `up` or `down`.
        public var linkState: String?
        /// Hardware address.
        public var mac: String?
        /// Name of the network in the spec.
        public var name: String?
        /// Name of the interface on the pod's side.
        public var podInterfaceName: String?
        /// Queues of a multi-queue interface.
        public var queueCount: Int32?

        /// A value with these fields; what is not given stays unset.
        public init(
            infoSource: String? = nil,
            interfaceName: String? = nil,
            ipAddress: String? = nil,
            ipAddresses: [String]? = nil,
            linkState: String? = nil,
            mac: String? = nil,
            name: String? = nil,
            podInterfaceName: String? = nil,
            queueCount: Int32? = nil
        ) {
            self.infoSource = infoSource
            self.interfaceName = interfaceName
            self.ipAddress = ipAddress
            self.ipAddresses = ipAddresses
            self.linkState = linkState
            self.mac = mac
            self.name = name
            self.podInterfaceName = podInterfaceName
            self.queueCount = queueCount
        }
    }
}
