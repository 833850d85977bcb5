/// The file systems that a guest's fstab names, as far as they are on this disk.
struct FileSystemTable: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        let device: String
        let directory: String
        /// A btrfs's subvolume.
        let subvolume: String?
        /// Whether the guest boots without it.
        var isOptional = false
    }

    let entries: [Entry]

    /// Reads fstab(5); what is not mounted at boot, is no disk or is not here is left out.
    init(_ text: String, devices: [BlockDevice]) {
        let virtual: Set<String> = [
            "swap", "tmpfs", "proc", "sysfs", "devpts", "nfs", "nfs4", "cifs", "none", "auto-ignore", "overlay", "9p",
            "virtiofs", "ignore", "iso9660", "efivarfs",
        ]
        entries = text.split(whereSeparator: \.isNewline).compactMap { line in
            let words = line.split { $0 == " " || $0 == "\t" }.map { Self.unescaped(String($0)) }
            guard words.count >= 3, !words[0].hasPrefix("#"), words[1].hasPrefix("/"), !virtual.contains(words[2])
            else { return nil }
            let options = (words.count > 3 ? words[3] : "").split(separator: ",")
            guard !options.contains("noauto"), !options.contains("bind"), !options.contains("rbind"),
                let device = Self.device(words[0], devices)
            else { return nil }
            let subvolume = options.first { $0.hasPrefix("subvol=") }.map { String($0.dropFirst("subvol=".count)) }
            return Entry(
                device: device, directory: words[1], subvolume: subvolume, isOptional: options.contains("nofail"))
        }.sorted { $0.directory < $1.directory }
    }

    private static func device(_ text: String, _ devices: [BlockDevice]) -> String? {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        if parts.count == 2 {
            let value = parts[1].filter { $0 != "\"" }
            return devices.first { device in
                switch parts[0] {
                case "UUID": device.identity?.lowercased() == value.lowercased()
                case "LABEL": device.label == value
                case "PARTUUID": device.partitionIdentity?.lowercased() == value.lowercased()
                case "PARTLABEL": device.partitionLabel == value
                default: false
                }
            }?.name
        }
        if devices.contains(where: { $0.name == text }) { return text }
        if text.hasPrefix("/dev/disk/by-uuid/") {
            return device("UUID=" + text.dropFirst("/dev/disk/by-uuid/".count), devices)
        }
        if text.hasPrefix("/dev/disk/by-label/") {
            return device("LABEL=" + text.dropFirst("/dev/disk/by-label/".count), devices)
        }
        return translated(text, devices)
    }

    /// A name that the guest's kernel had for a disk's partition, or LVM's other name of a volume.
    private static func translated(_ text: String, _ devices: [BlockDevice]) -> String? {
        let number = String(text.reversed().prefix { $0.isASCII && $0.isNumber }.reversed())
        let isDisk = ["/dev/sda", "/dev/vda", "/dev/xvda", "/dev/hda", "/dev/nvme0n1p", "/dev/mmcblk0p"].contains {
            text == $0 + number
        }
        if isDisk, !number.isEmpty {
            return devices.first { device in
                device.name.hasPrefix("/dev/sd") && device.name.dropFirst("/dev/sda".count) == number
            }?.name
        }
        let parts = text.split(separator: "/").dropFirst()
        guard parts.count == 2, let group = parts.first, let volume = parts.last, group != "mapper" else { return nil }
        func doubled(_ name: Substring) -> String { name.split(separator: "-").joined(separator: "--") }
        let name = "/dev/mapper/\(doubled(group))-\(doubled(volume))"
        return devices.contains { $0.name == name } ? name : nil
    }

    /// Octal escapes stand for white space.
    private static func unescaped(_ text: String) -> String {
        ["\\040": " ", "\\011": "\t", "\\134": "\\"].reduce(text) { text, escape in
            text.split(separator: escape.key, omittingEmptySubsequences: false).joined(separator: escape.value)
        }
    }
}
