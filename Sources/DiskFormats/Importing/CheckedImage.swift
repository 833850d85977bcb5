/// An image whose header was read by us and found to lead nowhere else.
struct CheckedImage: Sendable {
    let virtualSize: Int64
    /// Whether it can be used as it is.
    let isPlain: Bool

    init(_ file: SourceFile, _ format: DiskFormat, limits: DiskLimits, stop: Stopper) throws(DiskFormatError) {
        switch format {
        case .qcow2:
            let header = try QCOW2Header(file)
            try header.checkTrust(of: file.place)
            try limits.check(virtualSize: header.virtualSize, of: file.place)
            let survey = try QCOW2Surveyor.survey(file.descriptor, header, of: file.place, stop: stop)
            virtualSize = header.virtualSize
            isPlain = header.isPlain && survey.compressed == 0 && survey.countsAreExact
            return
        case .vmdk: virtualSize = try VMDKHeader(file).virtualSize
        case .vdi: virtualSize = try VDIHeader(file).virtualSize
        case .vhd: virtualSize = try VHDFooter.virtualSize(file)
        case .vhdx: virtualSize = try VHDXHeader(file).virtualSize
        case .raw: virtualSize = file.size
        }
        isPlain = false
        try limits.check(virtualSize: virtualSize, of: file.place)
    }
}
