import Archive

/// One wrapper: a compressed file or an archive, read from whatever it lies in.
final class Layer {
    let place: String
    private let reader: ArchiveReader
    private var unpacked: UnpackedCount
    private var members = 0

    init(
        _ kind: ArchiveReader.Expectation, from pieces: any PieceSource, place: String, limits: DiskLimits
    ) throws(DiskFormatError) {
        self.place = place
        unpacked = UnpackedCount(place: place, limit: limits.unpacked)
        do throws(ArchiveError) {
            reader = try ArchiveReader(kind, named: place, from: pieces.withoutHoles())
        } catch {
            throw Self.translate(error, place)
        }
    }

    var compressions: [String] { reader.compressions }

    func nextMember() throws(DiskFormatError) -> ArchiveEntry? {
        members += 1
        guard members <= DiskLimits.members else {
            throw DiskFormatError(
                .tooLarge, "\(place) has more than \(DiskLimits.members) members. Take the image out of it first.")
        }
        do throws(ArchiveError) { return try reader.next() } catch { throw Self.translate(error, place) }
    }

    fileprivate func block() throws(DiskFormatError) -> (offset: Int64, bytes: UnsafeRawBufferPointer)? {
        do throws(ArchiveError) { return try reader.block() } catch { throw Self.translate(error, place) }
    }

    fileprivate func count(_ bytes: Int64) throws(DiskFormatError) { try unpacked.add(bytes) }

    fileprivate static func translate(_ error: ArchiveError, _ place: String) -> DiskFormatError {
        if let cause = error.cause as? DiskFormatError { return cause }
        return DiskFormatError(
            .damaged, "\(place) cannot be unpacked: it is cut off or damaged. Get it again.", cause: error)
    }
}

/// The contents of a layer's current member.
final class MemberPieces: PieceSource {
    private let layer: Layer
    private var position: Int64 = 0
    private var waiting: UnsafeRawBufferPointer?
    /// What the archive says of the member's length; a hole at its end is told by nothing else.
    private let length: Int64

    init(_ layer: Layer, length: Int64 = 0) {
        self.layer = layer
        self.length = length
    }

    func next() throws(DiskFormatError) -> Piece? {
        if let bytes = waiting {
            waiting = nil
            return try handOut(bytes)
        }
        guard let (offset, bytes) = try layer.block() else {
            return position < length ? try skip(to: length) : nil
        }
        if offset > position {
            waiting = bytes
            return try skip(to: offset)
        }
        return try handOut(bytes)
    }

    private func skip(to offset: Int64) throws(DiskFormatError) -> Piece {
        let length = offset - position
        try layer.count(length)
        position = offset
        return .hole(length)
    }

    private func handOut(_ bytes: UnsafeRawBufferPointer) throws(DiskFormatError) -> Piece {
        try layer.count(Int64(bytes.count))
        position += Int64(bytes.count)
        return .bytes(bytes)
    }
}

/// What was compressed by gzip.
final class GzipPieces: PieceSource {
    private let gunzip: Gunzip
    private let place: String
    private var unpacked: UnpackedCount

    init(_ pieces: any PieceSource, place: String, limits: DiskLimits) {
        self.place = place
        gunzip = Gunzip(named: place, from: pieces.withoutHoles())
        unpacked = UnpackedCount(place: place, limit: limits.unpacked)
    }

    func next() throws(DiskFormatError) -> Piece? {
        let bytes: UnsafeRawBufferPointer?
        do throws(ArchiveError) { bytes = try gunzip.next() } catch { throw Layer.translate(error, place) }
        guard let bytes else { return nil }
        try unpacked.add(Int64(bytes.count))
        return .bytes(bytes)
    }
}
