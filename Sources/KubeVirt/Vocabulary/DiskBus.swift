extension DomainSpec {
    /// The bus that a disk is on.
    public struct DiskBus: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Paravirtual; fastest.
        public static let virtio = DiskBus(rawValue: "virtio")
        /// An AHCI controller.
        public static let sata = DiskBus(rawValue: "sata")
        /// A virtio SCSI controller.
        public static let scsi = DiskBus(rawValue: "scsi")
        /// A USB stick.
        public static let usb = DiskBus(rawValue: "usb")
    }
}
