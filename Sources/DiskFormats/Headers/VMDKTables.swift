/// Where a VMDK's pieces are: a directory of tables of places of grains, all counted in sectors of 512 bytes.
struct VMDKTables {
    private let capacity: UInt64
    private let grain: UInt64
    private let perTable: UInt64
    private let directory: UInt64

    /// - Parameter header: the one that counts.
    init(_ header: Bytes) {
        capacity = header.little(12)
        grain = header.little(20)
        perTable = UInt64(header.little(44, UInt32.self))
        let usesRedundant = header.little(8, UInt32.self) & 2 != 0
        directory = header.little(usesRedundant ? 48 : 56)
    }

    /// QEMU would read zeros for what is beyond the end.
    func check(_ file: SourceFile) throws(DiskFormatError) {
        let sectors = UInt64(file.size) / 512
        func beyond(_ what: String, _ sector: UInt64) -> DiskFormatError {
            DiskFormatError(
                .damaged,
                "\(file.place) is cut off, or its tables lie: it has \(file.size) bytes, and \(what) is at sector "
                    + "\(sector). Get it again.")
        }
        guard grain > 0, grain <= 1 << 20, perTable > 0, perTable <= 512 else {
            throw DiskFormatError(
                .damaged,
                "\(file.place) has a VMDK header that cannot be true: pieces of \(grain) sectors, \(perTable) to a table."
            )
        }
        let reach = grain * perTable
        let tables = capacity / reach + (capacity % reach == 0 ? 0 : 1)
        guard directory < sectors, tables <= (sectors - directory) * 128 else {
            throw beyond("its directory", directory)
        }
        let places = try file.bytes(at: Int64(directory) * 512, count: Int(tables) * 4)
        for index in 0..<Int(tables) {
            let table = UInt64(places.little(index * 4, UInt32.self))
            if table == 0 { continue }
            guard table < sectors else { throw beyond("a table", table) }
            let grains = try file.bytes(at: Int64(table) * 512, count: Int(perTable) * 4)
            for index in 0..<Int(perTable) {
                let place = UInt64(grains.little(index * 4, UInt32.self))
                guard place < sectors else { throw beyond("a piece of the disk", place) }
            }
        }
    }
}
