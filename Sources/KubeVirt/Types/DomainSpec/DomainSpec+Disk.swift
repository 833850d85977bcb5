extension DomainSpec {
    /// A volume as the guest sees it: its device, by the volume's name.
    public struct Disk: Sendable, Hashable, Codable {
        /// Size of blocks that the device tells the guest.
        public var blockSize: BlockSize?
        /// Place among the devices to boot from, from 1; unique in a machine.
        public var bootOrder: UInt32?
        /// How the host caches the device.
        public var cache: DiskCache?
        /// A CD-ROM drive with the volume in it.
        public var cdrom: CDRomTarget?
        /// ChangedBlockTracking indicates this disk should have CBT option Defaults to false.
        public var changedBlockTracking: Bool?
        /// Whether the device has a thread of the host for itself; bus virtio only.
        public var dedicatedIOThread: Bool?
        /// A hard disk; this is what a disk without a target becomes.
        public var disk: DiskTarget?
        /// What a failed read or write does to the machine; `stop` by default.
        public var errorPolicy: DiskErrorPolicy?
        /// How the host reads and writes.
        public var io: DiskIO?
        /// A logical unit passed through; only for claims, which a single host has not.
        public var lun: LunTarget?
        /// Name of the volume; also the device's alias, after `ua-`.
        public var name: String
        /// Serial number that the guest reads.
        public var serial: String?
        /// Whether several machines may write the volume at once.
        public var shareable: Bool?
        /// Word for the device in the metadata of a config drive.
        public var tag: String?

        /// A value with these fields; what is not given stays unset.
        public init(
            blockSize: BlockSize? = nil,
            bootOrder: UInt32? = nil,
            cache: DiskCache? = nil,
            cdrom: CDRomTarget? = nil,
            changedBlockTracking: Bool? = nil,
            dedicatedIOThread: Bool? = nil,
            disk: DiskTarget? = nil,
            errorPolicy: DiskErrorPolicy? = nil,
            io: DiskIO? = nil,
            lun: LunTarget? = nil,
            name: String,
            serial: String? = nil,
            shareable: Bool? = nil,
            tag: String? = nil
        ) {
            self.blockSize = blockSize
            self.bootOrder = bootOrder
            self.cache = cache
            self.cdrom = cdrom
            self.changedBlockTracking = changedBlockTracking
            self.dedicatedIOThread = dedicatedIOThread
            self.disk = disk
            self.errorPolicy = errorPolicy
            self.io = io
            self.lun = lun
            self.name = name
            self.serial = serial
            self.shareable = shareable
            self.tag = tag
        }
    }
}
