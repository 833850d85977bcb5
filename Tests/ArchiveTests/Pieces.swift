/// Hands out bytes in pieces of a length, each in the same memory as the one before.
func pieces(of bytes: [UInt8], _ length: Int) -> () throws -> UnsafeRawBufferPointer? {
    let piece = Piece(length)
    var rest = bytes[...]
    return {
        defer { rest = rest.dropFirst(length) }
        return rest.isEmpty ? nil : piece.hold(rest.prefix(length))
    }
}

private final class Piece {
    private let memory: UnsafeMutableRawBufferPointer

    init(_ length: Int) { memory = .allocate(byteCount: length, alignment: 1) }

    deinit { memory.deallocate() }

    func hold(_ bytes: ArraySlice<UInt8>) -> UnsafeRawBufferPointer {
        memory.copyBytes(from: bytes)
        return UnsafeRawBufferPointer(rebasing: memory[..<bytes.count])
    }
}
