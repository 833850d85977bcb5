extension Core {
    /// An object of the same namespace.
    public struct LocalObjectReference: Sendable, Hashable, Codable {
        /// The object's name.
        public var name: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            name: String? = nil
        ) {
            self.name = name
        }
    }
}
