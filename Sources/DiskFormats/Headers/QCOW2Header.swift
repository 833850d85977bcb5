/// The head of a qcow2 image, as QEMU's docs/interop/qcow2.rst lays it out.
package struct QCOW2Header: Sendable, Hashable {
    static let magic: [UInt8] = [0x51, 0x46, 0x49, 0xFB]

    /// Features that a reader must know (bits of the header).
    enum Incompatible {
        static let corrupt: UInt64 = 1 << 1
        static let externalData: UInt64 = 1 << 2
        static let extendedTables: UInt64 = 1 << 4
        /// Those above, a dirty image, and other compressions than zlib.
        static let known: UInt64 = 0b11111
    }

    package let version: UInt32
    package let virtualSize: Int64
    /// A cluster has two to the power of this bytes.
    package let clusterBits: Int
    let incompatible: UInt64
    let compatible: UInt64
    let autoclear: UInt64
    let encryption: UInt32
    let snapshots: UInt32
    let refcountOrder: UInt32
    let tableEntries: Int
    let tableOffset: Int64
    let refcountOffset: Int64
    let refcountClusters: Int
    /// Extensions by their type; a backing file's format and a data file's name are among them.
    let extensions: [UInt32: [UInt8]]
    /// The image that this one is the difference to.
    package let backingFile: String?

    var clusterSize: Int64 { 1 << clusterBits }
    /// Bytes of an entry in a second-level table.
    var entrySize: Int64 { incompatible & Incompatible.extendedTables == 0 ? 8 : 16 }
    /// Bytes of the disk that one second-level table maps.
    var tableReach: Int64 { clusterSize / entrySize * clusterSize }

    /// Reads and checks what the head alone can tell; nothing it points to is looked at.
    /// The head is the file's first 64 KiB, or all of a smaller one.
    package init(head: [UInt8], of place: String) throws(DiskFormatError) {
        let bytes = Bytes(head)
        func lie(_ what: String) -> DiskFormatError {
            DiskFormatError(
                .damaged,
                "\(place) has a qcow2 header that cannot be true: \(what). Get the image again from its source.")
        }
        version = bytes.big(4)
        guard bytes.has(Self.magic, at: 0), version == 2 || version == 3 else {
            throw DiskFormatError(
                .unsupported,
                "\(place) is a qcow image of version \(version), and 2 and 3 are read here. Convert it first: qemu-img "
                    + "convert -O qcow2")
        }
        let isThree = version == 3
        guard bytes.count >= (isThree ? 104 : 72) else {
            throw DiskFormatError(.damaged, "\(place) is cut off in its qcow2 header. Get it again.")
        }
        incompatible = isThree ? bytes.big(72) : 0
        compatible = isThree ? bytes.big(80) : 0
        autoclear = isThree ? bytes.big(88) : 0
        refcountOrder = isThree ? bytes.big(96) : 4
        encryption = bytes.big(32)
        snapshots = bytes.big(60)
        let headerLength = isThree ? Int(bytes.big(100, UInt32.self)) : 72
        let bits: UInt32 = bytes.big(20)
        guard (9...21).contains(bits) else { throw lie("clusters of 2^\(bits) bytes (9 to 21 are possible)") }
        clusterBits = Int(bits)
        guard headerLength >= 72, headerLength <= 1 << clusterBits, !isThree || headerLength >= 104 else {
            throw lie("a header of \(headerLength) bytes")
        }
        guard refcountOrder <= 6 else { throw lie("reference counts of 2^\(refcountOrder) bits") }
        guard let size = Int64(exactly: bytes.big(24, UInt64.self)) else { throw lie("a disk of more than 2^63 bytes") }
        virtualSize = size

        func offset(_ place: Int, _ what: String) throws(DiskFormatError) -> Int64 {
            let value: UInt64 = bytes.big(place)
            guard value < 1 << 56, value & (1 << UInt64(bits) - 1) == 0 else { throw lie("\(what) at byte \(value)") }
            return Int64(value)
        }
        tableEntries = Int(bytes.big(36, UInt32.self))
        tableOffset = try offset(40, "its table")
        refcountOffset = try offset(48, "its reference counts")
        refcountClusters = Int(bytes.big(56, UInt32.self))

        let backingOffset: UInt64 = bytes.big(8)
        let backingLength: UInt32 = bytes.big(16)
        guard backingOffset == 0 || (backingLength <= 1023 && backingOffset < 1 << UInt64(bits)) else {
            throw lie("the name of a backing file of \(backingLength) bytes at byte \(backingOffset)")
        }
        backingFile =
            backingOffset == 0 ? nil : shown(bytes.slice(Int(backingOffset), Int(backingLength)), atMost: 200)
        // The name of the backing file ends them.
        let end = backingOffset == 0 ? 1 << clusterBits : Int(backingOffset)
        extensions = try Self.extensions(bytes, from: headerLength, to: end, lie)
        try checkTable(lie)
    }

    private static func extensions(
        _ bytes: Bytes, from start: Int, to end: Int, _ lie: (String) -> DiskFormatError
    ) throws(DiskFormatError) -> [UInt32: [UInt8]] {
        var found: [UInt32: [UInt8]] = [:]
        var place = start
        while place + 8 <= min(end, bytes.count) {
            let type: UInt32 = bytes.big(place)
            if type == 0 { break }
            let length = Int(bytes.big(place + 4, UInt32.self))
            guard place + 8 + length <= end else { throw lie("an extension of \(length) bytes at byte \(place)") }
            found[type] = Array(bytes.slice(place + 8, length))
            place += 8 + (length + 7) / 8 * 8
        }
        return found
    }

    /// The first-level table must map all of the disk, and QEMU reads none larger than 32 MiB.
    private func checkTable(_ lie: (String) -> DiskFormatError) throws(DiskFormatError) {
        let needed = (virtualSize / tableReach) + (virtualSize % tableReach == 0 ? 0 : 1)
        guard tableEntries <= 4 << 20 else { throw lie("a table of \(tableEntries) entries") }
        guard tableEntries >= needed else {
            throw lie(
                "a disk of \(virtualSize) bytes with a table of \(tableEntries) entries, and \(needed) are needed")
        }
        guard refcountClusters <= (8 << 20) >> clusterBits || refcountClusters <= 1 else {
            throw lie("reference counts in \(refcountClusters) clusters")
        }
    }
}
