/// What whoever connects to the endpoint wants: so many bytes, in one direction. Nine bytes on the wire.
struct ForwardOrder: Sendable, Hashable {
    enum Direction: UInt8, CaseIterable, Codable, Sendable {
        /// From the endpoint.
        case down = 0x64
        /// To the endpoint, which answers one byte when it has them all.
        case up = 0x75
    }

    static let length = 9

    var direction: Direction
    var bytes: Int

    init(_ direction: Direction, bytes: Int) {
        self.direction = direction
        self.bytes = bytes
    }

    /// Nil for what is none.
    init?(_ wire: some Collection<UInt8>) {
        guard wire.count == Self.length, let direction = wire.first.flatMap(Direction.init),
            let bytes = Int(exactly: wire.dropFirst().reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
        else { return nil }
        self.init(direction, bytes: bytes)
    }

    var wire: [UInt8] {
        let length = stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: UInt64(bytes) >> $0) }
        return [direction.rawValue] + length
    }
}
