/// What a file is, told by its first bytes and never by its name.
package enum Content: Sendable, Hashable {
    case image(DiskFormat)
    /// gzip, bzip2, xz or zstd.
    case compressed
    case tar, zip
    /// Whole sectors of a disk without anything known on it, or no image at all: its length decides.
    case unknown
    /// No image, but this.
    case other(String)
    case empty

    /// How many bytes tell: Btrfs's mark is the last.
    package static let headLength = (64 << 10) + 72

    /// - Parameter head: the first ``headLength`` bytes, or all when there are fewer.
    package init(head: [UInt8]) {
        let bytes = Bytes(head)
        if head.isEmpty {
            self = .empty
        } else if let format = Self.imageFormats.first(where: { bytes.has($0.mark, at: $0.offset) }) {
            self = .image(format.format)
        } else if Self.compressions.contains(where: { bytes.has($0, at: 0) }) || bytes.isBzip2 {
            self = .compressed
        } else if bytes.has(Array("PK\u{3}\u{4}".utf8), at: 0) {
            self = .zip
        } else if bytes.isTar {
            self = .tar
        } else if bytes.has([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], at: 0) {
            self = .other("a 7-Zip archive")
        } else if let other = Self.others.first(where: { bytes.has(Array($0.mark.utf8), at: $0.offset) }) {
            self = .other(other.name)
        } else if Self.disks.contains(where: { bytes.has($0.mark, at: $0.offset) }) {
            self = .image(.raw)
        } else if let text = Self.textKind(head) {
            self = .other(text)
        } else {
            self = .unknown
        }
    }

    private static let imageFormats: [(mark: [UInt8], offset: Int, format: DiskFormat)] = [
        (QCOW2Header.magic, 0, .qcow2),
        (VMDKHeader.magic, 0, .vmdk),
        (Array("# Disk DescriptorFile".utf8), 0, .vmdk),
        (Array("COWD".utf8), 0, .vmdk),
        (VDIHeader.magic, 0x40, .vdi),
        (VHDFooter.magic, 0, .vhd),
        (VHDXHeader.magic, 0, .vhdx),
    ]

    static let gzip: [UInt8] = [0x1F, 0x8B, 8]

    private static let compressions: [[UInt8]] = [
        gzip, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], [0x28, 0xB5, 0x2F, 0xFD],
    ]

    /// Asked before the marks of disks: a kernel for x86 ends its first sector as a boot sector does.
    private static let others: [(mark: String, offset: Int, name: String)] = [
        ("\u{7F}ELF", 0, "a program or kernel (ELF)"), ("HdrS", 0x202, "a Linux kernel"),
        ("ARM\u{64}", 56, "a Linux kernel"), ("07070", 0, "a cpio archive, such as an initramfs"),
        ("!<arch>\n", 0, "an ar archive, such as a Debian package"), ("%PDF-", 0, "a PDF document"),
        ("Rar!", 0, "a RAR archive"), ("LZIP", 0, "compressed by lzip"),
        ("QED\0", 0, "a QED image"), ("WithoutFreeSpace", 0, "a Parallels image"),
        ("WithouFreSpacExt", 0, "a Parallels image"), ("PK\u{5}\u{6}", 0, "an empty zip archive"),
    ]

    /// What shows that bytes are a disk's own: partition tables and file systems.
    private static let disks: [(mark: [UInt8], offset: Int)] = [
        ([0x55, 0xAA], 510), (Array("EFI PART".utf8), 512), (Array("EFI PART".utf8), 4096), ([0x53, 0xEF], 1080),
        (Array("XFSB".utf8), 0), (Array("_BHRfS_M".utf8), 0x10040), (Array("CD001".utf8), 0x8001),
        (Array("hsqs".utf8), 0), (Array("LUKS".utf8) + [0xBA, 0xBE], 0), (Array("LABELONE".utf8), 512),
    ]

    /// The kind of a text; nil when it is none.
    private static func textKind(_ head: [UInt8]) -> String? {
        let start = head.prefix(512)
        guard start.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) || $0 == 0x1B }) else {
            return nil
        }
        let words = String(decoding: start, as: UTF8.self).lowercased().drop(while: \.isWhitespace)
        if words.hasPrefix("<!doctype html") || words.hasPrefix("<html") { return "a web page (HTML)" }
        if words.hasPrefix("<?xml") { return "an XML document" }
        return "a text that begins with \"\(shown(start, atMost: 40))\""
    }
}

extension Bytes {
    /// The level is a digit, and a block's mark or the stream's end follows.
    fileprivate var isBzip2: Bool {
        has(Array("BZh".utf8), at: 0) && has([0x31, 0x41, 0x59, 0x26, 0x53, 0x59], at: 4)
            || has(Array("BZh".utf8), at: 0) && has([0x17, 0x72, 0x45, 0x38, 0x50, 0x90], at: 4)
    }

    /// By the header's own checksum: the sum of its bytes, with the field itself as spaces (POSIX, pax, ustar format).
    fileprivate var isTar: Bool {
        guard count >= 512, self[0] != 0 else { return false }
        let field = slice(148, 8).drop { $0 == 0x20 || $0 == 0 }.prefix { (0x30...0x37).contains($0) }
        guard !field.isEmpty else { return false }
        let stated = field.reduce(0) { $0 << 3 | Int($1 & 7) }
        let sum = slice(0, 148).reduce(0) { $0 + Int($1) } + 8 * 0x20 + slice(156, 356).reduce(0) { $0 + Int($1) }
        return stated == sum
    }
}
