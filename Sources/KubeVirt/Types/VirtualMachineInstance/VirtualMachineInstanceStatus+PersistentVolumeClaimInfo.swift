extension VirtualMachineInstanceStatus {
    /// PersistentVolumeClaimInfo contains the relavant information virt-handler needs cached about a PVC.
    public struct PersistentVolumeClaimInfo: Sendable, Hashable, Codable {
        /// AccessModes contains the desired access modes the volume should have.
        ///
        /// More info: https://kubernetes.io/docs/concepts/storage/persistent-volumes#access-modes-1.
        public var accessModes: [String]?
        /// Capacity represents the capacity set on the corresponding PVC status.
        public var capacity: [String: Quantity]?
        /// ClaimName is the name of the PVC.
        public var claimName: String?
        /// Percentage of filesystem's size to be reserved when resizing the PVC.
        public var filesystemOverhead: String?
        /// Preallocated indicates if the PVC's storage is preallocated or not.
        public var preallocated: Bool?
        /// Requests represents the resources requested by the corresponding PVC spec.
        public var requests: [String: Quantity]?
        /// VolumeMode defines what type of volume is required by the claim.
        ///
        /// Value of Filesystem is implied when not included in claim spec.
        ///
        /// Possible enum values:
        /// - `"Block"` means the volume will not be formatted with a filesystem and will remain a raw block device.
        /// - `"Filesystem"` means the volume will be or is formatted with a filesystem.
        /// - `"FromStorageProfile"` means the volume mode will be auto selected by CDI according to a matching
        /// StorageProfile.
        public var volumeMode: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            accessModes: [String]? = nil,
            capacity: [String: Quantity]? = nil,
            claimName: String? = nil,
            filesystemOverhead: String? = nil,
            preallocated: Bool? = nil,
            requests: [String: Quantity]? = nil,
            volumeMode: String? = nil
        ) {
            self.accessModes = accessModes
            self.capacity = capacity
            self.claimName = claimName
            self.filesystemOverhead = filesystemOverhead
            self.preallocated = preallocated
            self.requests = requests
            self.volumeMode = volumeMode
        }
    }
}
