/// What is needed of a VHDX: its size, and whether it is whole (Microsoft's MS-VHDX).
struct VHDXHeader: Sendable, Hashable {
    static let magic = Array("vhdxfile".utf8)

    private enum Identity {
        static let metadata: [UInt8] = [
            0x06, 0xA2, 0x7C, 0x8B, 0x90, 0x47, 0x9A, 0x4B, 0xB8, 0xFE, 0x57, 0x5F, 0x05, 0x0F, 0x88, 0x6E,
        ]
        static let size: [UInt8] = [
            0x24, 0x42, 0xA5, 0x2F, 0x1B, 0xCD, 0x76, 0x48, 0xB2, 0x11, 0x5D, 0xBE, 0xD8, 0x3B, 0xF4, 0xB8,
        ]
        static let parameters: [UInt8] = [
            0x37, 0x67, 0xA1, 0xCA, 0x36, 0xFA, 0x43, 0x4D, 0xB3, 0xB6, 0x33, 0xF0, 0xAA, 0x44, 0xE7, 0x6B,
        ]
    }

    let virtualSize: Int64

    init(_ file: SourceFile) throws(DiskFormatError) {
        let damaged = DiskFormatError(.damaged, "\(file.place) has a damaged VHDX header. Get it again.")
        let regions = try file.bytes(at: 192 << 10, count: 64 << 10)
        guard regions.has(Array("regi".utf8), at: 0) else { throw damaged }
        let count = Int(min(regions.little(8, UInt32.self), 2047))
        let places = (0..<count).map { 16 + $0 * 32 }
        guard let region = places.first(where: { regions.has(Identity.metadata, at: $0) }),
            let start = Int64(exactly: regions.little(region + 16, UInt64.self)), start < file.size
        else { throw damaged }

        let table = try file.bytes(at: start, count: 64 << 10)
        guard table.has(Array("metadata".utf8), at: 0) else { throw damaged }
        let items = (0..<Int(min(table.little(10, UInt16.self), 2047))).map { 32 + $0 * 32 }
        func value(_ identity: [UInt8]) throws(DiskFormatError) -> Bytes {
            guard let item = items.first(where: { table.has(identity, at: $0) }) else { throw damaged }
            return try file.bytes(at: start + Int64(table.little(item + 16, UInt32.self)), count: 8)
        }
        let parameters = try value(Identity.parameters)
        guard parameters.little(4, UInt32.self) & 2 == 0 else {
            throw DiskFormatError(
                .pointsOutside,
                "\(file.place) is the difference to another VHDX. Make a whole one of it where that image is: Convert-VHD"
            )
        }
        guard let size = Int64(exactly: try value(Identity.size).little(0, UInt64.self)) else { throw damaged }
        virtualSize = size
    }
}
