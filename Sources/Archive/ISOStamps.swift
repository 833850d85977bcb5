/// An ISO 9660 image just written by libarchive, whose marks of place and time are made the same for all.
///
/// libarchive stamps the time of writing where no entry's time reaches: volume descriptors, the root directory, a note
/// of its own; and it spells the primary volume's name in capitals and underscores (ECMA-119's d-characters), although
/// every guest looks for `config-2`, and so does everybody who writes such images. Followed: ECMA-119, 6 to 9; SUSP 1.12,
/// 5.1; RRIP 1.12, 4.1.6.
struct ISOStamps {
    private(set) var bytes: [UInt8]

    private static let sector = 2048
    /// 1970-01-01 00:00:00 UTC as a directory record has it, and as a volume descriptor has it.
    private static let recorded: [UInt8] = [70, 1, 1, 0, 0, 0, 0]
    private static let written = Array("1970010100000000".utf8) + [0]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func settle(volume: String) {
        var sector = 16
        while (sector + 1) * Self.sector <= bytes.count {
            let start = sector * Self.sector
            switch bytes[start] {
            // Primary and supplementary (Joliet's) descriptors.
            case 1, 2:
                if bytes[start] == 1 {
                    put(Array(volume.utf8) + [UInt8](repeating: 0x20, count: 32 - volume.utf8.count), at: start + 40)
                }
                for field in [813, 830, 864] { put(Self.written, at: start + field) }
                put(Self.recorded, at: start + 156 + 18)
                settleDirectory(at: number(start + 156 + 2), size: number(start + 156 + 10), depth: 0)
            // The terminator; the sector after it is libarchive's note of when it wrote.
            case 255:
                put([UInt8](repeating: 0, count: Self.sector), at: start + Self.sector)
                return
            default: break
            }
            sector += 1
        }
    }

    private mutating func settleDirectory(at sector: Int, size: Int, depth: Int) {
        let start = sector * Self.sector
        guard depth < 16, start + size <= bytes.count else { return }
        var place = start
        while place < start + size {
            let length = Int(bytes[place])
            guard length >= 34 else {
                // Records do not cross sectors: the rest of this one is empty.
                place = (place / Self.sector + 1) * Self.sector
                continue
            }
            put(Self.recorded, at: place + 18)
            let nameLength = Int(bytes[place + 32])
            settleSystemUse(from: place + 33 + nameLength + (nameLength % 2 == 0 ? 1 : 0), to: place + length)
            let isDirectory = bytes[place + 25] & 2 != 0
            // The first two records are the directory itself and its parent.
            if isDirectory && !(nameLength == 1 && bytes[place + 33] <= 1) {
                settleDirectory(at: number(place + 2), size: number(place + 10), depth: depth + 1)
            }
            place += length
        }
    }

    private mutating func settleSystemUse(from first: Int, to end: Int) {
        var place = first
        while place + 4 <= end, case let length = Int(bytes[place + 2]), length >= 4, place + length <= end {
            switch (bytes[place], bytes[place + 1]) {
            // Times: a flag byte, then short stamps, or long ones when its highest bit is set.
            case (UInt8(ascii: "T"), UInt8(ascii: "F")):
                let stamp = bytes[place + 4] & 0x80 == 0 ? Self.recorded : Self.written
                for field in stride(from: place + 5, to: place + length, by: stamp.count) { put(stamp, at: field) }
            case (UInt8(ascii: "C"), UInt8(ascii: "E")):
                let more = number(place + 4) * Self.sector + number(place + 12)
                let size = number(place + 20)
                if more > place, more + size <= bytes.count { settleSystemUse(from: more, to: more + size) }
            default: break
            }
            place += length
        }
    }

    private func number(_ place: Int) -> Int {
        (0..<4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) }
    }

    private mutating func put(_ value: [UInt8], at place: Int) {
        guard place + value.count <= bytes.count else { return }
        bytes.replaceSubrange(place..<place + value.count, with: value)
    }
}
