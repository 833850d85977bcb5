extension Core {
    /// ObjectFieldSelector selects an APIVersioned field of an object.
    public struct ObjectFieldSelector: Sendable, Hashable, Codable {
        /// Version of the schema the FieldPath is written in terms of, defaults to "v1".
        public var apiVersion: String?
        /// Path of the field to select in the specified API version.
        public var fieldPath: String

        /// A value with these fields; what is not given stays unset.
        public init(
            apiVersion: String? = nil,
            fieldPath: String
        ) {
            self.apiVersion = apiVersion
            self.fieldPath = fieldPath
        }
    }
}
