/// A partition, volume or whole disk with something on it, as `blkid -o export` and the kernel tell.
package struct BlockDevice: Sendable, Hashable, Codable {
    /// The appliance's name for it, such as `/dev/sda1`.
    package var name: String
    /// Bytes; nil when that is not known.
    package var size: Int64?
    /// What is on it: `ext4`, `vfat`, `LVM2_member`; nil when that is not known.
    package var type: String?
    package var label: String?
    package var identity: String?
    package var partitionLabel: String?
    package var partitionIdentity: String?

    /// Reads blocks of `NAME=value` lines with an empty line between them.
    static func read(_ text: String, sizes: [String: Int64] = [:]) -> [BlockDevice] {
        var devices: [BlockDevice] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { continue }
            let value = unescaped(String(parts[1]))
            if parts[0] == "DEVNAME" {
                devices.append(BlockDevice(name: value, size: sizes[value]))
                continue
            }
            guard let last = devices.indices.last else { continue }
            switch parts[0] {
            case "TYPE": devices[last].type = value
            case "LABEL": devices[last].label = value
            case "UUID": devices[last].identity = value
            case "PARTLABEL": devices[last].partitionLabel = value
            case "PARTUUID": devices[last].partitionIdentity = value
            default: break
            }
        }
        return devices.sorted { $0.name < $1.name }
    }

    /// blkid puts a backslash before what a shell would take for its own.
    private static func unescaped(_ text: String) -> String {
        var result = ""
        var isEscaped = false
        for character in text {
            if character == "\\" && !isEscaped {
                isEscaped = true
            } else {
                result.append(character)
                isEscaped = false
            }
        }
        return result
    }

    /// What systems are installed on.
    var mayBeRoot: Bool { ["ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs"].contains(type) }
}
