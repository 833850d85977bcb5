/// The head of a member of a tar archive (POSIX ustar), 512 bytes.
///
/// A containerDisk's layer is two of these around a file that is read where it lies: nothing is copied to be pushed.
struct TarHead: Sendable {
    enum Kind: UInt8, Sendable {
        case file = 0x30
        case directory = 0x35
    }

    static let block: Int64 = 512

    let bytes: [UInt8]

    /// A name has at most 100 bytes. Times are zero: equal disks shall give equal layers.
    init?(_ name: String, _ kind: Kind, size: Int64 = 0, mode: Int64, owner: Int64) {
        guard (1...100).contains(name.utf8.count), size >= 0 else { return nil }
        var head = [UInt8](repeating: 0, count: Int(Self.block))
        func put(_ text: some Sequence<UInt8>, at place: Int) {
            for (offset, byte) in text.enumerated() { head[place + offset] = byte }
        }
        func put(_ number: Int64, at place: Int, digits: Int) {
            let text = String(number, radix: 8)
            put((String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8, at: place)
        }
        put(name.utf8, at: 0)
        put(mode, at: 100, digits: 7)
        put(owner, at: 108, digits: 7)
        put(owner, at: 116, digits: 7)
        if size < 1 << 33 {
            put(size, at: 124, digits: 11)
        } else {
            // More than eleven octal digits: big-endian with the first bit set, as GNU tar, Go and libarchive have it.
            head[124] = 0x80
            for place in 0..<8 { head[135 - place] = UInt8(truncatingIfNeeded: size >> (8 * Int64(place))) }
        }
        put(0, at: 136, digits: 11)
        put("        ".utf8, at: 148)
        head[156] = kind.rawValue
        put("ustar\u{0}00".utf8, at: 257)
        put(head.reduce(Int64(0)) { $0 + Int64($1) }, at: 148, digits: 6)
        head[154] = 0
        head[155] = 0x20
        bytes = head
    }

    /// The zeros between a file's end and the next block, and the two empty blocks that end an archive.
    static func tail(after size: Int64) -> [UInt8] {
        let padding = (block - size % block) % block
        return [UInt8](repeating: 0, count: Int(padding + 2 * block))
    }
}
