extension Core {
    /// ResourceFieldSelector represents container resources (cpu, memory) and their output format.
    public struct ResourceFieldSelector: Sendable, Hashable, Codable {
        /// Container name: required for volumes, optional for env vars.
        public var containerName: String?
        /// Specifies the output format of the exposed resources, defaults to "1".
        public var divisor: Quantity?
        /// Required: resource to select.
        public var resource: String

        /// A value with these fields; what is not given stays unset.
        public init(
            containerName: String? = nil,
            divisor: Quantity? = nil,
            resource: String
        ) {
            self.containerName = containerName
            self.divisor = divisor
            self.resource = resource
        }
    }
}
