extension VirtualMachinePoolSpec {
    /// VirtualMachinePoolSelectionPolicy defines the priority in which VM instances are selected for proactive scale-in
    /// or update.
    public struct SelectionPolicy: Sendable, Hashable, Codable {
        /// Selectors is a list of selection policies.
        public var selectors: Selectors?
        /// SortPolicy is a catch-all policy [AscendingOrder|DescendingOrder|Newest|Oldest|Random].
        public var sortPolicy: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            selectors: Selectors? = nil,
            sortPolicy: String? = nil
        ) {
            self.selectors = selectors
            self.sortPolicy = sortPolicy
        }
    }
}
