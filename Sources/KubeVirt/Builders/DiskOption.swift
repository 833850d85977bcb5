/// What a disk is beyond its volume: `.bus(.virtio)`, `.serial("data")`, `.cdrom`.
///
/// Given after the volume: `.emptyDisk(.gibibytes(1), .bus(.virtio), .serial("data"))`.
public struct DiskOption: Sendable {
    let change: @Sendable (inout DomainSpec.Disk) -> Void

    /// Any change of the disk at all; for fields that have no option of their own.
    public static func with(_ change: @escaping @Sendable (inout DomainSpec.Disk) -> Void) -> DiskOption {
        DiskOption(change: change)
    }

    /// The name of disk and volume, in place of one that is made up.
    public static func named(_ name: String) -> DiskOption { .with { $0.name = name } }

    /// The bus that it is on.
    public static func bus(_ bus: DomainSpec.DiskBus) -> DiskOption {
        .with { disk in
            if disk.cdrom != nil {
                disk.cdrom?.bus = bus
            } else if disk.lun != nil {
                disk.lun?.bus = bus
            } else {
                disk.disk = disk.disk ?? DomainSpec.DiskTarget()
                disk.disk?.bus = bus
            }
        }
    }

    /// A CD-ROM drive with the volume in it: `cdrom` in place of `disk`.
    public static let cdrom = DiskOption.with { disk in
        disk.cdrom = disk.cdrom ?? DomainSpec.CDRomTarget(bus: disk.disk?.bus ?? disk.lun?.bus)
        (disk.disk, disk.lun) = (nil, nil)
    }

    /// A logical unit that is passed through: `lun` in place of `disk`; claims only.
    public static let lun = DiskOption.with { disk in
        disk.lun = disk.lun ?? DomainSpec.LunTarget(bus: disk.disk?.bus ?? disk.cdrom?.bus)
        (disk.disk, disk.cdrom) = (nil, nil)
    }

    /// The guest can only read.
    public static let readonly = DiskOption.with { disk in
        disk.cdrom?.readonly = true
        disk.lun?.readonly = true
        disk.disk?.readonly = true
    }

    /// Several machines may write it at once.
    public static let shareable = DiskOption.with { $0.shareable = true }

    /// It has a thread of the host for itself.
    public static let dedicatedIOThread = DiskOption.with { $0.dedicatedIOThread = true }

    /// Its place among the devices to boot from, from 1.
    public static func bootOrder(_ order: UInt32) -> DiskOption { .with { $0.bootOrder = order } }

    /// The serial number that the guest reads.
    public static func serial(_ serial: String) -> DiskOption { .with { $0.serial = serial } }

    /// How the host caches it.
    public static func cache(_ cache: DomainSpec.DiskCache) -> DiskOption { .with { $0.cache = cache } }

    /// How the host reads and writes it.
    public static func io(_ io: DomainSpec.DiskIO) -> DiskOption { .with { $0.io = io } }

    /// What a failed read or write does.
    public static func errorPolicy(_ policy: DomainSpec.DiskErrorPolicy) -> DiskOption {
        .with { $0.errorPolicy = policy }
    }

    /// The block sizes that the guest is told, in bytes.
    public static func blockSize(logical: UInt32, physical: UInt32) -> DiskOption {
        .with { $0.blockSize = .init(custom: .init(logical: logical, physical: physical)) }
    }
}
