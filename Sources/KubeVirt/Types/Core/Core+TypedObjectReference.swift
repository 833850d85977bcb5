extension Core {
    /// TypedObjectReference contains enough information to let you locate the typed referenced object.
    public struct TypedObjectReference: Sendable, Hashable, Codable {
        /// APIGroup is the group for the resource being referenced.
        ///
        /// If APIGroup is not specified, the specified Kind must be in the core API group. For any other third-party
        /// types, APIGroup is required.
        public var apiGroup: String?
        /// Kind is the type of resource being referenced.
        public var kind: String
        /// Name is the name of resource being referenced.
        public var name: String
        /// Namespace is the namespace of resource being referenced Note that when a namespace is specified, a
        /// gateway.networking.k8s.io/ReferenceGrant object is required in the referent namespace to allow that
        /// namespace's owner to accept the reference.
        ///
        /// See the ReferenceGrant documentation for details. (Alpha) This field requires the
        /// CrossNamespaceVolumeDataSource feature gate to be enabled.
        public var namespace: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            apiGroup: String? = nil,
            kind: String,
            name: String,
            namespace: String? = nil
        ) {
            self.apiGroup = apiGroup
            self.kind = kind
            self.name = name
            self.namespace = namespace
        }
    }
}
