import Archive

/// One wrapper: a compressed file or an archive, read from whatever it lies in.
final class Layer {
    let place: String
    private let reader: ArchiveReader
    private let limits: DiskLimits
    private var unpacked: Int64 = 0
    private var members = 0

    init(
        _ kind: ArchiveReader.Expectation, from pieces: any PieceSource, place: String, limits: DiskLimits
    ) throws(DiskFormatError) {
        self.place = place
        self.limits = limits
        var hole: Int64 = 0
        do throws(ArchiveError) {
            reader = try ArchiveReader(kind, named: place) { () throws(DiskFormatError) -> UnsafeRawBufferPointer? in
                if hole == 0 {
                    switch try pieces.next() {
                    case nil: return nil
                    case .bytes(let bytes): return bytes
                    case .hole(let length): hole = length
                    }
                }
                let zeros = min(hole, Int64(Zeros.count))
                hole -= zeros
                return UnsafeRawBufferPointer(rebasing: Zeros.bytes[..<Int(zeros)])
            }
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

    fileprivate func count(_ bytes: Int64) throws(DiskFormatError) {
        unpacked += bytes
        guard unpacked <= limits.unpacked else {
            throw DiskFormatError(
                .tooLarge,
                "\(place) unpacks to more than \(limits.unpacked) bytes. If that is meant, raise the limit of unpacked bytes."
            )
        }
    }

    private static func translate(_ error: ArchiveError, _ place: String) -> DiskFormatError {
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
