extension DomainSpec {
    /// The graphics card.
    public struct VideoDevice: Sendable, Hashable, Codable {
        /// Type specifies the video device type (e.g., virtio, vga, bochs, ramfb).
        ///
        /// If not specified, the default is architecture-dependent (VGA for BIOS-based VMs, Bochs for EFI-based VMs on
        /// AMD64; virtio for Arm and s390x).
        public var type: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            type: String? = nil
        ) {
            self.type = type
        }
    }
}
