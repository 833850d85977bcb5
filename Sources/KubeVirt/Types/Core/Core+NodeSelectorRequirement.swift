extension Core {
    /// A node selector requirement is a selector that contains values, a key, and an operator that relates the key and
    /// values.
    public struct NodeSelectorRequirement: Sendable, Hashable, Codable {
        /// The label key that the selector applies to.
        public var key: String
        /// Represents a key's relationship to a set of values.
        ///
        /// Valid operators are In, NotIn, Exists, DoesNotExist. Gt, and Lt.
        ///
        /// Possible enum values:
        /// - `"DoesNotExist"`
        /// - `"Exists"`
        /// - `"Gt"`
        /// - `"In"`
        /// - `"Lt"`
        /// - `"NotIn"`
        public var `operator`: String
        /// An array of string values.
        ///
        /// If the operator is In or NotIn, the values array must be non-empty. If the operator is Exists or
        /// DoesNotExist, the values array must be empty. If the operator is Gt or Lt, the values array must have a
        /// single element, which will be interpreted as an integer. This array is replaced during a strategic merge
        /// patch.
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
