extension VirtualMachineRestoreSpec {
    /// VolumeRestoreOverride specifies how a volume should be restored from a VirtualMachineSnapshot.
    public struct VolumeRestoreOverride: Sendable, Hashable, Codable {
        /// Annotations of the new claim.
        public var annotations: [String: String]?
        /// Labels of the new claim.
        public var labels: [String: String]?
        /// Name of the new claim.
        public var restoreName: String?
        /// Name of the volume in the machine.
        public var volumeName: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            annotations: [String: String]? = nil,
            labels: [String: String]? = nil,
            restoreName: String? = nil,
            volumeName: String? = nil
        ) {
            self.annotations = annotations
            self.labels = labels
            self.restoreName = restoreName
            self.volumeName = volumeName
        }
    }
}
