/// Makes a qcow2 image of a raw disk as it comes.
final class RawDisk: PieceSink {
    private let writer: QCOW2Writer
    private let content: Content
    private let place: String
    private let limits: DiskLimits
    private let stop: Stopper
    /// What the partition table says of the disk's size; 0 without one.
    private let stated: UInt64

    init(
        _ path: String, head: [UInt8], content: Content, of place: String, limits: DiskLimits, stop: Stopper
    ) throws(DiskFormatError) {
        writer = try QCOW2Writer(path, reserve: limits.reserve)
        self.content = content
        self.place = place
        self.limits = limits
        self.stop = stop
        let bytes = Bytes(head)
        // A GPT says where its copy is: in the last sector.
        let last: UInt64 = bytes.has(Array("EFI PART".utf8), at: 512) ? bytes.little(512 + 32) : 0
        stated = last < 1 << 54 ? (last + 1) * 512 : 0
    }

    func take(_ piece: Piece) throws(DiskFormatError) {
        try stop.check(place)
        try writer.take(piece)
        try limits.check(virtualSize: writer.size, of: place)
    }

    /// What it was in the end.
    func finish() throws(DiskFormatError) -> DiskFormat {
        let length = writer.size
        if let footer = VHDFooter(writer.lastSector), footer.isFixed,
            let size = Int64(exactly: footer.virtualSize), size <= length - 512, length - size <= 4096
        {
            try writer.finish(size: length - 512)
            return .vhd
        }
        if content == .unknown && length % 512 != 0 {
            throw DiskFormatError(
                .noImage,
                "\(place) is no disk image that is known here, and its \(length) bytes are no whole number of sectors. Name "
                    + "a qcow2, raw, vmdk, vdi, vhd or vhdx image, or an archive with one.")
        }
        guard stated <= UInt64(length) || stated == 512 else {
            throw DiskFormatError(
                .damaged,
                "\(place) is cut off: its partition table is of a disk of \(stated) bytes, and there are \(length). Get it again."
            )
        }
        try writer.finish(size: (length + 511) / 512 * 512)
        return .raw
    }
}
