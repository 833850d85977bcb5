import Wire

/// A block of 512 bytes that says what follows in a tar stream (POSIX ustar), with what pax records add.
struct TarHeader: Sendable {
    static let block = 512

    var name: [UInt8]
    var mode: UInt32
    var size: UInt64
    var seconds: Int64
    var nanoseconds: UInt32 = 0
    var type: UInt8
    var target: [UInt8] = []

    /// A pax record block where it is needed, then the header's own. Names, link targets, sizes and times that do not fit
    /// ustar, or always the time's fraction, travel as pax records.
    var encoded: [UInt8] {
        var records: [UInt8] = []
        if name.count > 100 { records += Self.record("path", name) }
        if target.count > 100 { records += Self.record("linkpath", target) }
        if size >= 1 << 33 { records += Self.record("size", Array(String(size).utf8)) }
        if nanoseconds != 0 || seconds < 0 || seconds >= 1 << 33 {
            records += Self.record("mtime", Array(Self.time(seconds, nanoseconds).utf8))
        }
        var bytes: [UInt8] = []
        if !records.isEmpty {
            let pax = TarHeader(
                name: Array("pax".utf8), mode: 0o644, size: UInt64(records.count), seconds: 0,
                type: UInt8(ascii: "x"))
            bytes = pax.plain + records + Self.padding(records.count)
        }
        return bytes + plain
    }

    private var plain: [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.block)
        func put(_ text: some Sequence<UInt8>, at place: Int) {
            for (index, byte) in text.enumerated() { bytes[place + index] = byte }
        }
        func put(_ number: UInt64, at place: Int, digits: Int) {
            let text = String(number, radix: 8)
            put((String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)).utf8, at: place)
        }
        put(name.prefix(100), at: 0)
        put(UInt64(mode & 0o7777), at: 100, digits: 7)
        put(0, at: 108, digits: 7)
        put(0, at: 116, digits: 7)
        put(size < 1 << 33 ? size : 0, at: 124, digits: 11)
        put(UInt64(max(0, min(seconds, 1 << 33 - 1))), at: 136, digits: 11)
        bytes[156] = type
        put(target.prefix(100), at: 157)
        put("ustar\u{0}00".utf8, at: 257)
        put("        ".utf8, at: 148)
        put(UInt64(bytes.reduce(0) { $0 + Int($1) }), at: 148, digits: 6)
        bytes[154] = 0
        return bytes
    }

    static func padding(_ count: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (block - count % block) % block)
    }

    /// A record counts its own length too.
    private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [10]
        var count = rest.count + 1
        while String(count).utf8.count + rest.count != count { count = String(count).utf8.count + rest.count }
        return Array(String(count).utf8) + rest
    }

    /// Decimal seconds; before 1970 the fraction counts down from zero too.
    private static func time(_ seconds: Int64, _ nanoseconds: UInt32) -> String {
        var (whole, part, sign) = (seconds, Int64(nanoseconds), "")
        if seconds < 0 {
            sign = "-"
            (whole, part) = part == 0 ? (-seconds, 0) : (-seconds - 1, 1_000_000_000 - part)
        }
        let digits = String(part)
        return "\(sign)\(whole)." + String(repeating: "0", count: 9 - digits.count) + digits
    }
}
