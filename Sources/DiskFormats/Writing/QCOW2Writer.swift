import Glibc

/// Writes a qcow2 image (version 3, clusters of 64 KiB) of a disk that comes once, from its beginning to its end.
///
/// A raw image needs no conversion by others, and no second file, this way. Tables are written as they fill; the header
/// comes last.
final class QCOW2Writer: PieceSink {
    static let clusterBits = 16
    static let cluster = 1 << clusterBits
    private static let perTable = cluster / 8
    /// A cluster that nothing else uses may be written in place.
    private static let unshared: UInt64 = 1 << 63

    private let file: OutputFile
    /// The first byte of the file that is not used yet; the header has the first cluster.
    private var end = Int64(cluster)
    /// How much of the disk is mapped; what is not whole a cluster yet waits.
    private var mapped: Int64 = 0
    private let waiting = UnsafeMutableRawBufferPointer.allocate(byteCount: cluster, alignment: 4096)
    private var waitingCount = 0
    private var table = [UInt64](repeating: 0, count: perTable)
    private var tableNumber = 0
    private var isTableUsed = false
    private var tables: [UInt64] = []

    init(_ path: String, reserve: Int64) throws(DiskFormatError) { file = try OutputFile(path, reserve: reserve) }

    deinit { waiting.deallocate() }

    /// Bytes of the disk that were taken.
    var size: Int64 { mapped + Int64(waitingCount) }

    /// The last sector that was taken, unless it filled its cluster.
    var lastSector: Bytes {
        guard waitingCount >= 512 else { return Bytes([]) }
        return Bytes(Array(UnsafeRawBufferPointer(rebasing: waiting[(waitingCount - 512)..<waitingCount])))
    }

    func take(_ piece: Piece) throws(DiskFormatError) {
        switch piece {
        case .bytes(let bytes): try take(bytes)
        case .hole(let length): try skip(length)
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) throws(DiskFormatError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            if waitingCount == 0 && rest.count >= Self.cluster {
                let whole = rest.count / Self.cluster * Self.cluster
                try append(UnsafeRawBufferPointer(rebasing: rest.prefix(whole)))
                rest = rest.dropFirst(whole)
            } else {
                let taken = rest.prefix(Self.cluster - waitingCount)
                UnsafeMutableRawBufferPointer(rebasing: waiting[waitingCount...]).copyBytes(from: taken)
                waitingCount += taken.count
                rest = rest.dropFirst(taken.count)
                try appendWaiting()
            }
        }
    }

    private func skip(_ length: Int64) throws(DiskFormatError) {
        var rest = length
        if waitingCount > 0 { rest -= try fill(min(rest, Int64(Self.cluster - waitingCount))) }
        let whole = rest / Int64(Self.cluster) * Int64(Self.cluster)
        mapped += whole
        rest -= try fill(rest - whole)
    }

    private func fill(_ zeros: Int64) throws(DiskFormatError) -> Int64 {
        UnsafeMutableRawBufferPointer(rebasing: waiting[waitingCount..<waitingCount + Int(zeros)])
            .initializeMemory(as: UInt8.self, repeating: 0)
        waitingCount += Int(zeros)
        try appendWaiting()
        return zeros
    }

    private func appendWaiting() throws(DiskFormatError) {
        guard waitingCount == Self.cluster else { return }
        waitingCount = 0
        try append(UnsafeRawBufferPointer(waiting))
    }

    /// Whole clusters. Neighbours that are no zeros are written at once.
    private func append(_ bytes: UnsafeRawBufferPointer) throws(DiskFormatError) {
        var run = 0
        for start in stride(from: 0, to: bytes.count, by: Self.cluster) {
            if isZero(UnsafeRawBufferPointer(rebasing: bytes[start..<start + Self.cluster])) {
                try write(bytes, run..<start)
                run = start + Self.cluster
                mapped += Int64(Self.cluster)
            } else if mapped + Int64(start - run) >= Int64(tableNumber + 1) * tableReach {
                // The next cluster belongs to another table, which would lie between.
                try write(bytes, run..<start)
                run = start
                try changeTable()
            }
        }
        try write(bytes, run..<bytes.count)
    }

    private var tableReach: Int64 { Int64(Self.perTable) << Int64(Self.clusterBits) }

    private func write(_ bytes: UnsafeRawBufferPointer, _ run: Range<Int>) throws(DiskFormatError) {
        if run.isEmpty { return }
        try file.write(UnsafeRawBufferPointer(rebasing: bytes[run]), at: end)
        for _ in stride(from: run.lowerBound, to: run.upperBound, by: Self.cluster) {
            table[Int(mapped >> Int64(Self.clusterBits)) % Self.perTable] = UInt64(end) | Self.unshared
            isTableUsed = true
            mapped += Int64(Self.cluster)
            end += Int64(Self.cluster)
        }
    }

    /// Puts the table away and begins the one for what comes next.
    private func changeTable() throws(DiskFormatError) {
        if isTableUsed {
            tables += [UInt64](repeating: 0, count: tableNumber - tables.count)
            tables.append(UInt64(end) | Self.unshared)
            try appendTable(table)
            table = [UInt64](repeating: 0, count: Self.perTable)
            isTableUsed = false
        }
        tableNumber = Int(mapped / tableReach)
    }

    /// Ends the image: a disk of so many bytes, which are a whole number of sectors; what was taken beyond is dropped.
    func finish(size: Int64) throws(DiskFormatError) {
        if waitingCount > 0 {
            waitingCount = max(0, waitingCount - Int(max(0, self.size - size)))
            _ = try fill(Int64(Self.cluster - waitingCount))
        }
        try changeTable()
        let needed = max(1, Int((size + tableReach - 1) / tableReach))
        tables += [UInt64](repeating: 0, count: max(0, needed - tables.count))
        let tablesPlace = end
        try appendTable(Array(tables.prefix(needed)))
        let (countsPlace, countClusters) = try appendCounts()
        try writeHeader(
            size: size, tables: (tablesPlace, needed), counts: (countsPlace, countClusters))
        try file.setSize(end)
    }

    /// Every cluster of the file is used once, those of the counts too.
    private func appendCounts() throws(DiskFormatError) -> (place: Int64, clusters: Int) {
        let used = Int(end >> Int64(Self.clusterBits))
        let perBlock = Self.cluster / 2
        var blocks = 1
        var tableClusters = 1
        while blocks * perBlock < used + blocks + tableClusters {
            blocks += 1
            tableClusters = (blocks * 8 + Self.cluster - 1) / Self.cluster
        }
        let place = end
        let first = place + Int64(tableClusters * Self.cluster)
        try appendTable((0..<blocks).map { UInt64(first) + UInt64($0 * Self.cluster) })
        let total = used + blocks + tableClusters
        for block in 0..<blocks {
            let count = min(perBlock, total - block * perBlock)
            var counts = [UInt16](repeating: 0, count: perBlock)
            for index in 0..<count { counts[index] = UInt16(1).bigEndian }
            try counts.withUnsafeBufferPointer { counts throws(DiskFormatError) in
                try file.write(UnsafeRawBufferPointer(counts), at: end)
            }
            end += Int64(Self.cluster)
        }
        return (place, tableClusters)
    }

    private func appendTable(_ words: [UInt64]) throws(DiskFormatError) {
        let clusters = (words.count * 8 + Self.cluster - 1) / Self.cluster
        let padded = words.map(\.bigEndian) + [UInt64](repeating: 0, count: clusters * Self.perTable - words.count)
        try padded.withUnsafeBufferPointer { words throws(DiskFormatError) in
            try file.write(UnsafeRawBufferPointer(words), at: end)
        }
        end += Int64(clusters * Self.cluster)
    }

    private func writeHeader(
        size: Int64, tables: (place: Int64, count: Int), counts: (place: Int64, clusters: Int)
    ) throws(DiskFormatError) {
        var header: [UInt8] = QCOW2Header.magic
        func add<Value: FixedWidthInteger>(_ value: Value) {
            withUnsafeBytes(of: value.bigEndian) { header += $0 }
        }
        add(UInt32(3))
        add(UInt64(0))  // no backing file
        add(UInt32(0))
        add(UInt32(Self.clusterBits))
        add(UInt64(size))
        add(UInt32(0))  // no encryption
        add(UInt32(tables.count))
        add(UInt64(tables.place))
        add(UInt64(counts.place))
        add(UInt32(counts.clusters))
        add(UInt32(0))  // no snapshots
        add(UInt64(0))
        for _ in 0..<3 { add(UInt64(0)) }  // no features
        add(UInt32(4))  // counts of 16 bits
        add(UInt32(104))  // the header's length; no extension follows
        header += [UInt8](repeating: 0, count: Self.cluster - header.count)
        try header.withUnsafeBufferPointer { bytes throws(DiskFormatError) in
            try file.write(UnsafeRawBufferPointer(bytes), at: 0)
        }
    }
}
