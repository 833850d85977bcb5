extension VirtualMachineSpec {
    /// A data volume that comes and goes with the virtual machine.
    public struct DataVolumeTemplateSpec: Sendable, Hashable, Codable {
        /// APIVersion defines the versioned schema of this representation of an object.
        ///
        /// Servers should convert recognized schemas to the latest internal value, and may reject unrecognized values.
        /// More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources.
        public var apiVersion: String?
        /// Kind is a string value representing the REST resource this object represents.
        ///
        /// Servers may infer this from the endpoint the client submits requests to. Cannot be updated. In CamelCase.
        /// More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds.
        public var kind: String?
        /// Name, labels and annotations.
        public var metadata: ObjectMeta?
        /// DataVolumeSpec contains the DataVolume specification.
        public var spec: DataVolumeSpec
        /// DataVolumeTemplateDummyStatus is here simply for backwards compatibility with a previous API.
        public var status: DataVolumeTemplateDummyStatus?

        /// A value with these fields; what is not given stays unset.
        public init(
            apiVersion: String? = nil,
            kind: String? = nil,
            metadata: ObjectMeta? = nil,
            spec: DataVolumeSpec = DataVolumeSpec(),
            status: DataVolumeTemplateDummyStatus? = nil
        ) {
            self.apiVersion = apiVersion
            self.kind = kind
            self.metadata = metadata
            self.spec = spec
            self.status = status
        }
    }
}
