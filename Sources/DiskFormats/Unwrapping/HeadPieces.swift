/// A source whose first bytes can be looked at before they are taken.
final class HeadPieces: PieceSource {
    let head: [UInt8]
    private let memory: UnsafeMutableRawBufferPointer
    private var isHeadTaken = false
    private var rest: Piece?
    private let source: any PieceSource

    init(_ source: any PieceSource) throws(DiskFormatError) {
        self.source = source
        var head: [UInt8] = []
        while head.count < Content.headLength, let piece = try source.next() {
            switch piece {
            case .bytes(let bytes):
                head += bytes
            case .hole(let length):
                let taken = min(length, Int64(Content.headLength - head.count))
                head += [UInt8](repeating: 0, count: Int(taken))
                if taken < length { rest = .hole(length - taken) }
            }
        }
        self.head = head
        memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, head.count), alignment: 4096)
        memory.copyBytes(from: head)
    }

    deinit { memory.deallocate() }

    func next() throws(DiskFormatError) -> Piece? {
        if !isHeadTaken {
            isHeadTaken = true
            if !head.isEmpty { return .bytes(UnsafeRawBufferPointer(rebasing: memory[..<head.count])) }
        }
        if let piece = rest {
            rest = nil
            return piece
        }
        return try source.next()
    }
}
