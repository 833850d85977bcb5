extension DataVolumeSpec {
    /// StorageSpec defines the Storage type specification.
    public struct StorageSpec: Sendable, Hashable, Codable {
        /// AccessModes contains the desired access modes the volume should have.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#access-modes-1.
        public var accessModes: [String]?
        /// This field can be used to specify either: * An existing VolumeSnapshot object
        /// (snapshot.storage.k8s.io/VolumeSnapshot) * An existing PVC (PersistentVolumeClaim) * An existing custom
        /// resource that implements data population (Alpha) In order to use custom resource types that implement data
        /// population, the AnyVolumeDataSource feature gate must be enabled.
        ///
        /// If the provisioner or an external controller can support the specified data source, it will create a new
        /// volume based on the contents of the specified data source. If the AnyVolumeDataSource feature gate is
        /// enabled, this field will always have the same contents as the DataSourceRef field.
        public var dataSource: Core.TypedLocalObjectReference?
        /// Specifies the object from which to populate the volume with data, if a non-empty volume is desired.
        ///
        /// This may be any local object from a non-empty API group (non core object) or a PersistentVolumeClaim object.
        /// When this field is specified, volume binding will only succeed if the type of the specified object matches
        /// some installed volume populator or dynamic provisioner. This field will replace the functionality of the
        /// DataSource field and as such if both fields are non-empty, they must have the same value. For backwards
        /// compatibility, both fields (DataSource and DataSourceRef) will be set to the same value automatically if one
        /// of them is empty and the other is non-empty. There are two important differences between DataSource and
        /// DataSourceRef: * While DataSource only allows two specific types of objects, DataSourceRef allows any
        /// non-core object, as well as PersistentVolumeClaim objects. * While DataSource ignores disallowed values
        /// (dropping them), DataSourceRef preserves all values, and generates an error if a disallowed value is
        /// specified. (Beta) Using this field requires the AnyVolumeDataSource feature gate to be enabled.
        public var dataSourceRef: Core.TypedObjectReference?
        /// Resources represents the minimum resources the volume should have.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#resources.
        public var resources: Core.VolumeResourceRequirements?
        /// A label query over volumes to consider for binding.
        public var selector: LabelSelector?
        /// Name of the StorageClass required by the claim.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#class-1.
        public var storageClassName: String?
        /// volumeMode defines what type of volume is required by the claim.
        ///
        /// Value of Filesystem is implied when not included in claim spec.
        ///
        /// Possible enum values:
        /// - `"Block"` means the volume will not be formatted with a filesystem and will remain a raw block device.
        /// - `"Filesystem"` means the volume will be or is formatted with a filesystem.
        /// - `"FromStorageProfile"` means the volume mode will be auto selected by CDI according to a matching
        /// StorageProfile.
        public var volumeMode: String?
        /// VolumeName is the binding reference to the PersistentVolume backing this claim.
        public var volumeName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            accessModes: [String]? = nil,
            dataSource: Core.TypedLocalObjectReference? = nil,
            dataSourceRef: Core.TypedObjectReference? = nil,
            resources: Core.VolumeResourceRequirements? = nil,
            selector: LabelSelector? = nil,
            storageClassName: String? = nil,
            volumeMode: String? = nil,
            volumeName: String? = nil
        ) {
            self.accessModes = accessModes
            self.dataSource = dataSource
            self.dataSourceRef = dataSourceRef
            self.resources = resources
            self.selector = selector
            self.storageClassName = storageClassName
            self.volumeMode = volumeMode
            self.volumeName = volumeName
        }
    }
}
