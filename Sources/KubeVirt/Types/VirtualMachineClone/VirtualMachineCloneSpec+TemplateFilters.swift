extension VirtualMachineCloneSpec {
    /// Which labels and annotations of the template a clone keeps.
    public struct TemplateFilters: Sendable, Hashable, Codable {
        /// Example use: "!some/key*".
        ///
        /// For a detailed description, please refer to
        /// https://kubevirt.io/user-guide/operations/clone_api/#label-annotation-filters.
        public var annotationFilters: [String]?
        /// Example use: "!some/key*".
        ///
        /// For a detailed description, please refer to
        /// https://kubevirt.io/user-guide/operations/clone_api/#label-annotation-filters.
        public var labelFilters: [String]?

        /// A value with these fields; what is not given stays unset.
        public init(
            annotationFilters: [String]? = nil,
            labelFilters: [String]? = nil
        ) {
            self.annotationFilters = annotationFilters
            self.labelFilters = labelFilters
        }
    }
}
