extension LabelSelector {
    /// A label selector requirement is a selector that contains values, a key, and an operator that relates the key and
    /// values.
    public struct Requirement: Sendable, Hashable, Codable {
        /// key is the label key that the selector applies to.
        public var key: String
        /// operator represents a key's relationship to a set of values.
        ///
        /// Valid operators are In, NotIn, Exists and DoesNotExist.
        public var `operator`: String
        /// values is an array of string values.
        ///
        /// If the operator is In or NotIn, the values array must be non-empty. If the operator is Exists or
        /// DoesNotExist, the values array must be empty. This array is replaced during a strategic merge patch.
        public var values: [String]?

        /// A value with these fields; what is not given stays unset.
        public init(
            key: String,
            `operator`: String,
            values: [String]? = nil
        ) {
            self.key = key
            self.operator = `operator`
            self.values = values
        }
    }
}
