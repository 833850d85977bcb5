/// Frames of Ethernet on a stream of bytes, as QEMU's `-netdev stream` has them: each after its length, four bytes, the
/// highest first.
package struct CableDecoder: Sendable {
    /// What QEMU itself takes for a frame at most (NET_BUFSIZE).
    static let longest = 4096 + 65536

    private var buffer: [UInt8] = []
    private var start = 0

    package init() {}

    package mutating func add(_ bytes: [UInt8]) {
        if start > 0 {
            buffer.removeFirst(start)
            start = 0
        }
        buffer += bytes
    }

    /// The next whole frame, or nil when more bytes are needed. After an error the stream cannot be understood any more.
    package mutating func next() throws(WireError) -> [UInt8]? {
        let first = start + 4
        guard buffer.count >= first else { return nil }
        let length = buffer[start..<first].reduce(0) { $0 << 8 | Int($1) }
        guard 1...Self.longest ~= length else { throw WireError(.badFrame, "no frame has \(length) bytes") }
        guard buffer.count >= first + length else { return nil }
        start = first + length
        return Array(buffer[first..<start])
    }

    /// A frame as it goes over a cable.
    package static func encoded(_ frame: [UInt8]) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: frame.count >> $0) } + frame
    }
}
