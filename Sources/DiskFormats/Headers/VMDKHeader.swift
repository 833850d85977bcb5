/// The head of a VMDK file that holds a whole disk: VMware's monolithic sparse and stream-optimized kinds ("Virtual Disk
/// Format 5.0").
struct VMDKHeader: Sendable, Hashable {
    static let magic = Array("KDMV".utf8)
    private static let sector: Int64 = 512
    /// QEMU looks for the descriptor here, whatever the header says.
    private static let usualDescriptor: Int64 = 512
    private static let longestDescriptor = 20 * 512

    let virtualSize: Int64

    init(_ file: SourceFile) throws(DiskFormatError) {
        let head = try file.bytes(at: 0, count: 512)
        if !head.has(Self.magic, at: 0) { throw Self.isText(head, file.place) }
        let size = try Self.size(head, file.place)
        let offset: UInt64 = head.little(28)
        guard offset > 0, offset < UInt64(file.size / Self.sector) else {
            throw DiskFormatError(
                .pointsOutside,
                "\(file.place) is one part of a VMDK disk in several files. Make a whole image of it where they all are: "
                    + "qemu-img convert -O qcow2")
        }
        for place in Set([Int64(offset) * Self.sector, Self.usualDescriptor]) {
            let text = try file.bytes(at: place, count: Self.longestDescriptor)
            let descriptor = VMDKDescriptor(text.slice(0, text.count))
            // Where QEMU looks and the header does not point may be something else.
            if place == Int64(offset) * Self.sector || descriptor.isDescriptor {
                try descriptor.checkTrust(of: file.place)
            }
        }
        // A stream was written before its tables were known: the true header is at the end, and QEMU believes it.
        guard head.big(56, UInt64.self) == .max, file.size >= 3 * Self.sector else {
            virtualSize = size
            try VMDKTables(head).check(file)
            return
        }
        let foot = try file.bytes(at: file.size - 2 * Self.sector, count: 512)
        guard foot.has(Self.magic, at: 0) else {
            throw DiskFormatError(
                .damaged, "\(file.place) is cut off: the end of a VMDK stream is missing. Get it again.")
        }
        virtualSize = max(size, try Self.size(foot, file.place))
        try VMDKTables(foot).check(file)
    }

    private static func size(_ header: Bytes, _ place: String) throws(DiskFormatError) -> Int64 {
        let sectors: UInt64 = header.little(12)
        // Without a size QEMU would follow the descriptor to other files.
        guard sectors > 0, sectors < 1 << 54 else {
            throw DiskFormatError(
                .damaged,
                "\(place) has a VMDK header that cannot be true: a disk of \(sectors) sectors. Get the image again from its "
                    + "source.")
        }
        return Int64(sectors) * sector
    }

    private static func isText(_ head: Bytes, _ place: String) -> DiskFormatError {
        if head.has(Array("COWD".utf8), at: 0) {
            return DiskFormatError(
                .unsupported,
                "\(place) is one part of an ESX disk. Convert the disk where all of it is: qemu-img convert")
        }
        return DiskFormatError(
            .pointsOutside,
            "\(place) is the descriptor of a VMDK disk: a text that points to other files, which would be read from this "
                + "host. Make a whole image of it where they all are: qemu-img convert -O qcow2")
    }
}
