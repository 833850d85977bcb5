/// What a file's first bytes say of it as a kernel.
enum KernelImage: Equatable {
    /// A kernel of this architecture that QEMU can boot, such as a bzImage.
    case bootable(String)
    /// The kernel with its symbols, from which the bootable one is made.
    case symbols
    /// A package of a distribution.
    case package(KernelPackages.Format)
    case packed
    case unknown

    /// So many bytes tell.
    static let enough = 0x210

    init(_ bytes: [UInt8]) {
        func has(_ text: String, at offset: Int) -> Bool {
            bytes.count >= offset + text.utf8.count && bytes[offset...].starts(with: text.utf8)
        }
        if has("HdrS", at: 0x202) {
            self = .bootable("amd64")
        } else if has("ARMd", at: 56) {
            self = .bootable("arm64")
        } else if has("zimg", at: 4) {
            // An EFI program that unpacks itself: arm64 and others have it.
            self = .bootable("arm64")
        } else if bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46]) {
            self = .symbols
        } else if has("!<arch>\ndebian-binary", at: 0) {
            self = .package(.deb)
        } else if bytes.starts(with: [0xED, 0xAB, 0xEE, 0xDB]) {
            self = .package(.rpm)
        } else if bytes.starts(with: [0x1F, 0x8B]) {
            self = .packed
        } else {
            self = .unknown
        }
    }

    /// How many bytes a bzImage has at least, by its header (Linux's "x86 boot protocol", 2.04 and later: `setup_sects` and
    /// `syssize`); nil for what is none.
    static func size(_ bytes: [UInt8]) -> Int? {
        guard KernelImage(bytes) == .bootable("amd64"), bytes.count >= 0x208 else { return nil }
        func little(_ place: Int, _ count: Int) -> Int {
            (0..<count).reduce(0) { $0 | Int(bytes[place + $1]) << ($1 * 8) }
        }
        guard little(0x206, 2) >= 0x204 else { return nil }
        let sectors = bytes[0x1F1] == 0 ? 4 : Int(bytes[0x1F1])
        return (sectors + 1) * 512 + little(0x1F4, 4) * 16
    }
}
