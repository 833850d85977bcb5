extension DomainSpec {
    /// A hard disk.
    public struct DiskTarget: Sendable, Hashable, Codable {
        /// Bus; `sata` by default on amd64, `virtio` elsewhere.
        public var bus: DiskBus?
        /// Place on the guest's PCI bus, such as `0000:81:01.0`; bus virtio only.
        public var pciAddress: String?
        /// Whether the guest can only read; false by default.
        public var readonly: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            bus: DiskBus? = nil,
            pciAddress: String? = nil,
            readonly: Bool? = nil
        ) {
            self.bus = bus
            self.pciAddress = pciAddress
            self.readonly = readonly
        }
    }
}

extension DomainSpec {
    /// A CD-ROM drive.
    public struct CDRomTarget: Sendable, Hashable, Codable {
        /// Bus; `sata` by default on amd64.
        public var bus: DiskBus?
        /// Whether the guest can only read; true by default.
        public var readonly: Bool?
        /// Whether the tray is open; `closed` by default.
        public var tray: TrayState?

        /// A value with these fields; what is not given stays unset.
        public init(
            bus: DiskBus? = nil,
            readonly: Bool? = nil,
            tray: TrayState? = nil
        ) {
            self.bus = bus
            self.readonly = readonly
            self.tray = tray
        }
    }
}

extension DomainSpec {
    /// A logical unit.
    public struct LunTarget: Sendable, Hashable, Codable {
        /// Bus; `scsi` for what makes it worth while.
        public var bus: DiskBus?
        /// Whether the guest can only read; false by default.
        public var readonly: Bool?
        /// Whether persistent reservations are passed on.
        public var reservation: Bool?

        /// A value with these fields; what is not given stays unset.
        public init(
            bus: DiskBus? = nil,
            readonly: Bool? = nil,
            reservation: Bool? = nil
        ) {
            self.bus = bus
            self.readonly = readonly
            self.reservation = reservation
        }
    }
}

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

extension DomainSpec {
    /// Whether a CD-ROM's tray is open.
    public struct TrayState: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Open: the guest sees no medium.
        public static let open = TrayState(rawValue: "open")
        /// Closed.
        public static let closed = TrayState(rawValue: "closed")
    }
}
