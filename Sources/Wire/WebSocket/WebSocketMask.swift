/// The key by which a client's frame is made unlike anything that a proxy could mistake for a request (RFC 6455, 10.3).
package struct WebSocketMask: Sendable, Hashable {
    /// Its bytes in their order, the first one lowest.
    private let key: UInt32

    /// A key that nobody can guess.
    package static func random() -> WebSocketMask { WebSocketMask(UInt32.random(in: .min ... .max)) }

    init(_ key: UInt32) { self.key = key }

    package init(_ bytes: some Collection<UInt8>) {
        key = bytes.prefix(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }

    package var bytes: [UInt8] { [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: key >> $0) } }

    /// Masks or unmasks bytes that begin at an offset of the frame's payload.
    package func apply(to bytes: UnsafeMutableRawBufferPointer, from offset: Int = 0) {
        let turn = UInt32(offset % 4) * 8
        let turned = UInt64(turn == 0 ? key : key >> turn | key << (32 - turn))
        // Eight at a time: all that is forwarded goes through here.
        let pattern = (turned << 32 | turned).littleEndian
        var place = 0
        while place + 8 <= bytes.count {
            let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            bytes.storeBytes(of: word ^ pattern, toByteOffset: place, as: UInt64.self)
            place += 8
        }
        while place < bytes.count {
            bytes[place] ^= UInt8(truncatingIfNeeded: turned >> (UInt64(place % 4) * 8))
            place += 1
        }
    }
}
