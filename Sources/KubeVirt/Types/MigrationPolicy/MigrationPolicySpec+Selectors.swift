extension MigrationPolicySpec {
    /// Which machines a policy is for.
    public struct Selectors: Sendable, Hashable, Codable {
        /// Labels of their namespaces.
        public var namespaceSelector: [String: String]?
        /// Labels of the machines.
        public var virtualMachineInstanceSelector: [String: String]?

        /// A value with these fields; what is not given stays unset.
        public init(
            namespaceSelector: [String: String]? = nil,
            virtualMachineInstanceSelector: [String: String]? = nil
        ) {
            self.namespaceSelector = namespaceSelector
            self.virtualMachineInstanceSelector = virtualMachineInstanceSelector
        }
    }
}
