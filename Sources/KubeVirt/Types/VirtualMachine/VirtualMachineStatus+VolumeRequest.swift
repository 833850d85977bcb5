extension VirtualMachineStatus {
    /// A volume that is being added or removed.
    public struct VolumeRequest: Sendable, Hashable, Codable {
        /// AddVolumeOptions when set indicates a volume should be added.
        ///
        /// The details within this field specify how to add the volume.
        public var addVolumeOptions: AddVolumeOptions?
        /// RemoveVolumeOptions when set indicates a volume should be removed.
        ///
        /// The details within this field specify how to add the volume.
        public var removeVolumeOptions: RemoveVolumeOptions?

        /// A value with these fields; what is not given stays unset.
        public init(
            addVolumeOptions: AddVolumeOptions? = nil,
            removeVolumeOptions: RemoveVolumeOptions? = nil
        ) {
            self.addVolumeOptions = addVolumeOptions
            self.removeVolumeOptions = removeVolumeOptions
        }
    }
}
