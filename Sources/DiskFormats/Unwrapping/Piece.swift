/// A piece of a file on its way through.
enum Piece {
    /// Valid until the next piece is asked for.
    case bytes(UnsafeRawBufferPointer)
    /// So many zeros that are nowhere.
    case hole(Int64)
}

/// Hands out a file once, from its beginning to its end. It blocks and belongs to one thread.
protocol PieceSource: AnyObject {
    /// Nil at the end.
    func next() throws(DiskFormatError) -> Piece?
}

/// Takes what a source hands out.
protocol PieceSink: AnyObject {
    func take(_ piece: Piece) throws(DiskFormatError)
}

extension PieceSource {
    func drain(into sink: (any PieceSink)? = nil) throws(DiskFormatError) {
        while let piece = try next() { try sink?.take(piece) }
    }
}

extension PieceSource {
    /// For those who know no holes: nil at the end.
    func withoutHoles() -> () throws -> UnsafeRawBufferPointer? {
        var hole: Int64 = 0
        return { () throws(DiskFormatError) in
            if hole == 0 {
                switch try self.next() {
                case nil: return nil
                case .bytes(let bytes): return bytes
                case .hole(let length): hole = length
                }
            }
            let zeros = min(hole, Int64(Zeros.count))
            hole -= zeros
            return UnsafeRawBufferPointer(rebasing: Zeros.bytes[..<Int(zeros)])
        }
    }
}

/// Many zeros, for those who take no holes.
enum Zeros {
    static let count = 256 << 10
    nonisolated(unsafe) private static let memory = UnsafeMutableRawBufferPointer.allocate(
        byteCount: count, alignment: 4096)
    /// Never written after it was made.
    nonisolated(unsafe) static let bytes: UnsafeRawBufferPointer = {
        memory.initializeMemory(as: UInt8.self, repeating: 0)
        return UnsafeRawBufferPointer(memory)
    }()
}
