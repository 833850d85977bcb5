extension VirtualMachineInstanceSpec {
    /// A network that the cluster defines.
    public struct MultusNetwork: Sendable, Hashable, Codable {
        /// Whether it takes the place of the pod's network.
        public var `default`: Bool?
        /// Name of its definition, `[namespace/]name`.
        public var networkName: String

        /// A value with these fields; what is not given stays unset.
        public init(
            `default`: Bool? = nil,
            networkName: String
        ) {
            self.default = `default`
            self.networkName = networkName
        }
    }
}
