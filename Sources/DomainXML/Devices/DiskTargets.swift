import KubeVirt

/// The guest's names for disks, which libvirt wants although no guest heeds them: `vda` on virtio, `sda` elsewhere,
/// counted for each prefix. A disk that was plugged in keeps the name that the status remembers.
struct DiskTargets {
    private struct Names {
        var byDisk: [String: String] = [:]
        var used: Set<String> = []
        var next = 0
    }

    /// Three letters' worth, which is where KubeVirt stops looking.
    private static let end = 26 * 26 * 26

    private var names: [String: Names] = [:]

    init(_ disks: [DomainSpec.Disk], remembered: [String: String]) {
        guard !remembered.isEmpty else { return }
        for disk in disks where disk.disk != nil || disk.lun != nil || disk.cdrom != nil {
            guard let name = remembered[disk.name] else { continue }
            names[Self.prefix(disk.bus), default: Names()].byDisk[disk.name] = name
            names[Self.prefix(disk.bus), default: Names()].used.insert(name)
        }
    }

    /// The name of a disk, and its place among those of its prefix.
    mutating func target(_ disk: DomainSpec.Disk) -> (name: String, unit: Int) {
        let prefix = Self.prefix(disk.bus)
        var names = self.names[prefix] ?? Names()
        if let known = names.byDisk[disk.name] { return (known, Self.number(known, prefix: prefix)) }
        while names.next < Self.end, names.used.contains(prefix + Self.letters(names.next)) { names.next += 1 }
        let name = prefix + Self.letters(names.next)
        let unit = names.next
        names.byDisk[disk.name] = name
        names.used.insert(name)
        self.names[prefix] = names
        return (name, unit)
    }

    private static func prefix(_ bus: DomainSpec.DiskBus?) -> String {
        switch bus {
        case .virtio?: "vd"
        case .sata?, .scsi?, .usb?: "sd"
        default: ""
        }
    }

    /// `a` to `z`, then `aa`: Linux' way of counting disks.
    static func letters(_ number: Int) -> String {
        var (number, text) = (number, "")
        repeat {
            text = String(UnicodeScalar(UInt8(ascii: "a") + UInt8(number % 26))) + text
            number = number / 26 - 1
        } while number >= 0
        return text
    }

    /// The number that letters stand for; 0 when they are none.
    static func number(_ name: String, prefix: String) -> Int {
        guard name.hasPrefix(prefix) else { return 0 }
        let letters = name.utf8.dropFirst(prefix.utf8.count)
        guard 1...3 ~= letters.count else { return 0 }
        var number = 0
        for letter in letters {
            guard UInt8(ascii: "a")...UInt8(ascii: "z") ~= letter else { return 0 }
            number = number * 26 + Int(letter - UInt8(ascii: "a")) + 1
        }
        return number - 1 < end ? number - 1 : 0
    }
}
