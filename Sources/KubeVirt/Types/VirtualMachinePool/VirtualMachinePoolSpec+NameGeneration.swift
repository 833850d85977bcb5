extension VirtualMachinePoolSpec {
    /// What is numbered as the virtual machines are.
    public struct NameGeneration: Sendable, Hashable, Codable {
        /// Whether names of config maps end in the machine's number.
        public var appendIndexToConfigMapRefs: Bool?
        /// Whether names of secrets end in the machine's number.
        public var appendIndexToSecretRefs: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            appendIndexToConfigMapRefs: Bool? = nil,
            appendIndexToSecretRefs: Bool? = nil
        ) {
            self.appendIndexToConfigMapRefs = appendIndexToConfigMapRefs
            self.appendIndexToSecretRefs = appendIndexToSecretRefs
        }
    }
}
