extension VirtualMachineStatus {
    /// Whether a volume can be snapshotted.
    public struct VolumeSnapshotStatus: Sendable, Hashable, Codable {
        /// True if the volume supports snapshotting.
        public var enabled: Bool
        /// Volume name.
        public var name: String
        /// Empty if snapshotting is enabled, contains reason otherwise.
        public var reason: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            enabled: Bool,
            name: String,
            reason: String? = nil
        ) {
            self.enabled = enabled
            self.name = name
            self.reason = reason
        }
    }
}
