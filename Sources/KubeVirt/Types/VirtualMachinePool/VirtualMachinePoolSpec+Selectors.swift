extension VirtualMachinePoolSpec {
    /// VirtualMachinePoolSelectors specifies filtering criteria for VM selection.
    ///
    /// If both are specified, both must match for a VM to be selected. If only one is specified, only that one must
    /// match for a VM to be selected.
    public struct Selectors: Sendable, Hashable, Codable {
        /// LabelSelector is a list of label selector for VMs.
        public var labelSelector: LabelSelector?
        /// NodeSelectorRequirementMatcher is a list of node selector requirement for VMs.
        public var nodeSelectorRequirementMatcher: [Core.NodeSelectorRequirement]?

        /// A value with these fields; what is not given stays unset.
        public init(
            labelSelector: LabelSelector? = nil,
            nodeSelectorRequirementMatcher: [Core.NodeSelectorRequirement]? = nil
        ) {
            self.labelSelector = labelSelector
            self.nodeSelectorRequirementMatcher = nodeSelectorRequirementMatcher
        }
    }
}
