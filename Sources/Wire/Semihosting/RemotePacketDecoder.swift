/// Packets of gdb's remote protocol on a stream of bytes: `$`, the text, `#` and two digits of a sum. What confirms our own
/// packets (`+`) is passed over.
package struct RemotePacketDecoder: Sendable {
    /// QEMU's are of 4 KiB at most.
    static let longest = 64 << 10

    private var text: [UInt8]?
    private var sum: [UInt8] = []
    private var isSum = false

    package init() {}

    /// The packets that end in these bytes. After an error the stream cannot be understood any more.
    package mutating func feed(_ bytes: [UInt8]) throws(WireError) -> [String] {
        var packets: [String] = []
        for byte in bytes {
            if isSum {
                sum.append(byte)
                if sum.count == 2 { packets.append(try end()) }
            } else if byte == UInt8(ascii: "$") {
                text = []
            } else if byte == UInt8(ascii: "#"), text != nil {
                isSum = true
            } else if text != nil {
                guard text?.count ?? 0 < Self.longest else {
                    throw WireError(.tooLarge, "a packet of QEMU's gdb stub does not end")
                }
                text?.append(byte)
            }
        }
        return packets
    }

    private mutating func end() throws(WireError) -> String {
        let packet = text ?? []
        let expected = sum
        (text, sum, isSum) = (nil, [], false)
        guard Array(Self.sum(packet).utf8) == expected else {
            throw WireError(.badFrame, "a packet of QEMU's gdb stub is damaged")
        }
        return String(decoding: packet, as: UTF8.self)
    }

    /// A packet as it goes over the stream.
    package static func encoded(_ text: String) -> [UInt8] { Array("$\(text)#\(sum(Array(text.utf8)))".utf8) }

    private static func sum(_ bytes: [UInt8]) -> String {
        let sum = bytes.reduce(UInt8(0)) { $0 &+ $1 }
        return (sum < 16 ? "0" : "") + String(sum, radix: 16)
    }
}
