/// What holds a volume: a file or a block device, and what lies below it.
package struct VolumeFiles: Sendable, Hashable {
    package enum Format: Sendable, Hashable {
        case qcow2, raw
        /// Whatever was seen of an image.
        case other(String)

        package init(_ name: String) {
            switch name {
            case "qcow2": self = .qcow2
            case "raw": self = .raw
            default: self = .other(name)
            }
        }

        package var rawValue: String {
            switch self {
            case .qcow2: "qcow2"
            case .raw: "raw"
            case .other(let name): name
            }
        }
    }

    package struct Backing: Sendable, Hashable {
        package var path: String
        package var format: Format
        package var isBlockDevice: Bool
        /// The volume's name, which libvirt is told beside a block device.
        package var name: String?

        package init(path: String, format: Format, isBlockDevice: Bool = false, name: String? = nil) {
            self.path = path
            self.format = format
            self.isBlockDevice = isBlockDevice
            self.name = name
        }
    }

    package var path: String
    package var format: Format
    package var isBlockDevice: Bool
    /// What libvirt is told beside the source's path: the volume's name, for some.
    package var name: String?
    /// What an overlay lies on. libvirt looks for what is below that itself.
    package var backing: Backing?
    /// What holds the data of an overlay that only notes changes.
    package var dataStore: Backing?
    /// What is gone with the machine, or can be given back to the host at once, whatever kind of disk it is.
    package var discards: Bool

    package init(
        path: String, format: Format, isBlockDevice: Bool = false, name: String? = nil, backing: Backing? = nil,
        dataStore: Backing? = nil, discards: Bool = false
    ) {
        self.path = path
        self.format = format
        self.isBlockDevice = isBlockDevice
        self.name = name
        self.backing = backing
        self.dataStore = dataStore
        self.discards = discards
    }
}
