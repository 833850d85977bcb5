import Glibc
import Offload

/// What the tables of a qcow2 image say, all of them read before QEMU sees the image.
struct QCOW2Survey: Sendable, Hashable {
    /// Clusters that hold data as it is.
    fileprivate(set) var plain = 0
    fileprivate(set) var compressed = 0
    /// Every cluster of the file is counted once if it is used, and not at all if it is not.
    fileprivate(set) var countsAreExact = false
}

/// Walks the tables. Each of the file's clusters can be used but once, so the walk ends with the file.
struct QCOW2Surveyor {
    private let header: QCOW2Header
    private let file: Descriptor
    private let place: String
    private let stop: Stopper
    private let fileSize: Int64
    private var used: BitSet
    private var survey = QCOW2Survey()

    private static let offsetMask: UInt64 = 0x00FF_FFFF_FFFF_FE00
    private static let compressedFlag: UInt64 = 1 << 62

    static func survey(
        _ file: Descriptor, _ header: QCOW2Header, of place: String, stop: Stopper
    ) throws(DiskFormatError) -> QCOW2Survey {
        var surveyor = try QCOW2Surveyor(file, header, place, stop)
        try surveyor.walk()
        return surveyor.survey
    }

    private init(
        _ file: Descriptor, _ header: QCOW2Header, _ place: String, _ stop: Stopper
    ) throws(DiskFormatError) {
        self.header = header
        self.file = file
        self.place = place
        self.stop = stop
        fileSize = try SourceFile.size(of: file, place)
        let clusters = (fileSize + header.clusterSize - 1) / header.clusterSize
        used = BitSet(count: Int(clusters))
    }

    private mutating func walk() throws(DiskFormatError) {
        try use(0, "its header")
        let tableBytes = Int64(header.tableEntries) * 8
        for start in stride(from: header.tableOffset, to: header.tableOffset + tableBytes, by: Int(header.clusterSize))
        {
            try use(start, "its table")
        }
        for entry in try entries(at: header.tableOffset, count: header.tableEntries, "its table") {
            try stop.check(place)
            let offset = Int64(entry & Self.offsetMask)
            if offset != 0 { try walkTable(at: offset) }
        }
        if header.isPlain { survey.countsAreExact = try checkCounts() }
    }

    private mutating func walkTable(at offset: Int64) throws(DiskFormatError) {
        try use(offset, "a table")
        let width = Int(header.entrySize / 8)
        let words = try entries(at: offset, count: Int(header.clusterSize / 8), "a table")
        for index in stride(from: 0, to: words.count, by: width) {
            let entry = words[index]
            if entry & Self.compressedFlag != 0 {
                try checkCompressed(entry)
                survey.compressed += 1
            } else if entry & Self.offsetMask != 0 {
                try use(Int64(entry & Self.offsetMask), "a piece of the disk")
                survey.plain += 1
            }
        }
    }

    /// Compressed clusters share the file's clusters; the last one's sectors may be counted past the end.
    private func checkCompressed(_ entry: UInt64) throws(DiskFormatError) {
        let bits = UInt64(62 - (header.clusterBits - 8))
        let offset = entry & (1 << bits - 1)
        guard offset > 0, offset < UInt64(fileSize) else { throw beyond("a compressed piece of the disk", offset) }
    }

    private mutating func use(_ offset: Int64, _ what: String) throws(DiskFormatError) {
        guard offset % header.clusterSize == 0 else {
            throw DiskFormatError(
                .damaged, "\(place) has \(what) at byte \(offset), which is no cluster. Get it again.")
        }
        // The last cluster may end with the file, in its middle.
        guard offset < fileSize else { throw beyond(what, UInt64(offset)) }
        let cluster = Int(offset / header.clusterSize)
        guard used.insert(cluster) else {
            throw DiskFormatError(
                .damaged,
                "\(place) uses byte \(offset) twice, also for \(what). Repair it (qemu-img check -r all) or get "
                    + "it again.")
        }
    }

    private func beyond(_ what: String, _ offset: UInt64) -> DiskFormatError {
        DiskFormatError(
            .damaged,
            "\(place) is cut off, or its tables lie: it has \(fileSize) bytes, and \(what) is at byte \(offset). Get it again."
        )
    }

    /// Big-endian words of the file.
    private func entries(at offset: Int64, count: Int, _ what: String) throws(DiskFormatError) -> [UInt64] {
        guard offset + Int64(count) * 8 <= fileSize else { throw beyond(what, UInt64(offset)) }
        var words = [UInt64](repeating: 0, count: count)
        let read = try words.withUnsafeMutableBufferPointer { buffer throws(DiskFormatError) in
            try SourceFile.read(file, into: UnsafeMutableRawBufferPointer(buffer), at: offset, place)
        }
        guard read == count * 8 else { throw beyond(what, UInt64(offset)) }
        for index in words.indices { words[index] = UInt64(bigEndian: words[index]) }
        return words
    }

    /// Counts that are wrong would have QEMU write over data, or never use a part of the file again. Only of a plain
    /// image: counts of 16 bits.
    private mutating func checkCounts() throws(DiskFormatError) -> Bool {
        let perTable = header.clusterSize / 8
        let perBlock = Int(header.clusterSize / 2)
        for index in 0..<Int64(header.refcountClusters) {
            try use(header.refcountOffset + index * header.clusterSize, "its reference counts")
        }
        let blocks = try entries(
            at: header.refcountOffset, count: header.refcountClusters * Int(perTable), "its reference counts")
        for block in blocks where block != 0 { try use(Int64(block & Self.offsetMask), "reference counts") }
        for first in stride(from: 0, to: used.count, by: perBlock) {
            try stop.check(place)
            let number = first / perBlock
            let clusters = first..<min(first + perBlock, used.count)
            guard number < blocks.count, blocks[number] != 0 else {
                if clusters.contains(where: used.contains) { return false }
                continue
            }
            let words = try entries(
                at: Int64(blocks[number] & Self.offsetMask), count: perBlock / 4, "reference counts")
            for cluster in clusters {
                let within = cluster - first
                let count = words[within / 4] >> UInt64(48 - within % 4 * 16) & 0xFFFF
                if count != (used.contains(cluster) ? 1 : 0) { return false }
            }
        }
        return true
    }
}
