/// The last sector of a VHD, which dynamic ones have at their beginning too (Microsoft's "Virtual Hard Disk Image Format
/// Specification").
struct VHDFooter: Sendable, Hashable {
    static let magic = Array("conectix".utf8)
    static let length = 512

    private enum Kind {
        static let fixed: UInt32 = 2
        static let dynamic: UInt32 = 3
        static let difference: UInt32 = 4
    }

    let virtualSize: UInt64
    private let kind: UInt32

    /// Nil when it is none.
    init?(_ bytes: Bytes) {
        guard bytes.count >= Self.length, bytes.has(Self.magic, at: 0) else { return nil }
        let stated: UInt32 = bytes.big(64)
        var sum: UInt32 = 0
        for index in 0..<Self.length where !(64..<68).contains(index) { sum &+= UInt32(bytes[index]) }
        guard stated == ~sum else { return nil }
        virtualSize = max(bytes.big(40), bytes.big(48))
        kind = bytes.big(60)
    }

    /// Whether it ends a disk that lies before it as it is.
    var isFixed: Bool { kind == Kind.fixed }

    /// The size of a dynamic disk, which begins with a copy of its footer.
    static func virtualSize(_ file: SourceFile) throws(DiskFormatError) -> Int64 {
        guard let footer = VHDFooter(try file.bytes(at: 0, count: length)),
            let size = Int64(exactly: footer.virtualSize)
        else { throw DiskFormatError(.damaged, "\(file.place) has a damaged VHD header. Get it again.") }
        guard VHDFooter(try file.bytes(at: file.size - Int64(length), count: length)) != nil else {
            throw DiskFormatError(.damaged, "\(file.place) is cut off: the end of a VHD is missing. Get it again.")
        }
        guard footer.kind != Kind.difference else {
            throw DiskFormatError(
                .pointsOutside,
                "\(file.place) is the difference to another VHD. Make a whole one of it where that image is: qemu-img convert"
            )
        }
        return size
    }
}
