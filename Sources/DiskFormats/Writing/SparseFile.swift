import Glibc

/// Whether there is nothing but zeros.
func isZero(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard let start = bytes.baseAddress else { return true }
    let first = min(16, bytes.count)
    // Once the first bytes are zero, all are when each equals the one 16 before it.
    return bytes[..<first].allSatisfy { $0 == 0 }
        && (bytes.count <= 16 || memcmp(start, start + 16, bytes.count - 16) == 0)
}

/// Writes a file as it comes, with holes for zeros.
final class SparseFile: PieceSink {
    private let file: OutputFile
    private(set) var size: Int64 = 0
    private static let block: Int64 = 64 << 10

    init(_ path: String, reserve: Int64) throws(DiskFormatError) { file = try OutputFile(path, reserve: reserve) }

    func take(_ piece: Piece) throws(DiskFormatError) {
        switch piece {
        case .hole(let length): size += length
        case .bytes(let bytes): try take(bytes)
        }
    }

    /// Neighbours that are no zeros are written at once.
    private func take(_ bytes: UnsafeRawBufferPointer) throws(DiskFormatError) {
        var place = 0
        var run = 0..<0
        while place < bytes.count {
            let length = Int(min(Self.block - (size + Int64(place)) % Self.block, Int64(bytes.count - place)))
            if isZero(UnsafeRawBufferPointer(rebasing: bytes[place..<place + length])) {
                try write(bytes, run)
                run = place + length..<place + length
            } else {
                run = run.lowerBound..<place + length
            }
            place += length
        }
        try write(bytes, run)
        size += Int64(bytes.count)
    }

    private func write(_ bytes: UnsafeRawBufferPointer, _ run: Range<Int>) throws(DiskFormatError) {
        if run.isEmpty { return }
        try file.write(UnsafeRawBufferPointer(rebasing: bytes[run]), at: size + Int64(run.lowerBound))
    }

    func finish() throws(DiskFormatError) { try file.setSize(size) }
}
