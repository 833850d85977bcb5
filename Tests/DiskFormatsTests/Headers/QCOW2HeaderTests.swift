import DiskFormats
import Testing

/// Headers written by hand, as somebody with bad intentions would.
@Suite struct QCOW2HeaderTests {
    /// Version 3, 1 GiB, clusters of 64 KiB.
    static let good = header()

    static func header(_ changes: (offset: Int, bytes: [UInt8])...) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 512)
        let fields: [(Int, [UInt8])] = [
            (0, [0x51, 0x46, 0x49, 0xFB]), (4, [0, 0, 0, 3]), (20, [0, 0, 0, 16]), (24, big(1 << 30)),
            (36, [0, 0, 0, 2]),
            (40, big(0x30000)), (48, big(0x10000)), (56, [0, 0, 0, 1]), (96, [0, 0, 0, 4]), (100, [0, 0, 0, 104]),
        ]
        for (offset, field) in fields + changes { bytes.replaceSubrange(offset..<offset + field.count, with: field) }
        return bytes
    }

    static func big(_ value: UInt64) -> [UInt8] { littleEndian(value).reversed() }

    private func read(_ bytes: [UInt8]) throws(DiskFormatError) {
        let header = try QCOW2Header(head: bytes, of: "image")
        try header.checkTrust(of: "image")
    }

    @Test func `a good header is read`() throws {
        let header = try QCOW2Header(head: Self.good, of: "image")
        try header.checkTrust(of: "image")
        #expect(header.virtualSize == 1 << 30)
        #expect(header.version == 3)
        #expect(header.clusterBits == 16)
        #expect(header.backingFile == nil)
    }

    static let lies: [([UInt8], String)] = [
        (header((20, [0, 0, 0, 8])), "clusters of 2^8 bytes"), (header((20, [0, 0, 0, 22])), "clusters of 2^22 bytes"),
        (header((20, [0xFF, 0xFF, 0xFF, 0xFF])), "clusters of 2^4294967295"),
        (header((24, big(1 << 63))), "more than 2^63"), (header((24, big(1 << 31))), "4 are needed"),
        (header((24, big(UInt64(Int64.max))), (36, [0, 0x40, 0, 0])), "are needed"),
        (header((36, [0xFF, 0xFF, 0xFF, 0xFF])), "a table of 4294967295 entries"),
        (header((40, big(0x30001))), "its table at byte 196609"), (header((40, big(1 << 62))), "its table at byte"),
        (header((48, big(0x10200))), "its reference counts at byte"),
        (header((56, [0xFF, 0xFF, 0xFF, 0xFF])), "reference counts in 4294967295 clusters"),
        (header((96, [0, 0, 0, 7])), "reference counts of 2^7 bits"),
        (header((100, [0, 0, 0, 103])), "a header of 103 bytes"),
        (header((100, [0, 2, 0, 0])), "a header of 131072 bytes"),
        (header((8, big(300)), (16, [0xFF, 0xFF, 0xFF, 0xFF])), "the name of a backing file of 4294967295 bytes"),
        (header((8, big(1 << 40)), (16, [0, 0, 0, 4])), "at byte 1099511627776"),
        (header((104, [1, 2, 3, 4, 0xFF, 0xFF, 0xFF, 0xF0])), "an extension of 4294967280 bytes"),
    ]

    @Test(arguments: lies)
    func `a header that lies is refused with the lie`(bytes: [UInt8], lie: String) throws {
        let error = try #require(throws: DiskFormatError.self) { try read(bytes) }
        #expect(error.code == .damaged)
        #expect(error.message.hasPrefix("image has a qcow2 header that cannot be true: "))
        #expect(error.message.contains(lie))
    }

    @Test func `a backing file is refused by its name, in printable words`() throws {
        let bytes = Self.header((8, Self.big(300)), (16, [0, 0, 0, 8]), (300, Array("/x\u{1B}[1m\n.".utf8)))
        let error = try #require(throws: DiskFormatError.self) { try read(bytes) }
        #expect(error.code == .pointsOutside)
        #expect(error.message.contains("\"/x?[1m?.\""))
    }

    static let external: [[UInt8]] = [
        header((72, big(1 << 2))), header((104, [0x44, 0x41, 0x54, 0x41, 0, 0, 0, 2, 0x2F, 0x78])),
    ]

    @Test(arguments: external)
    func `an external data file is refused, by its feature or by its name`(bytes: [UInt8]) throws {
        #expect(try #require(throws: DiskFormatError.self) { try read(bytes) }.code == .pointsOutside)
    }

    static let useless: [([UInt8], DiskFormatError.Code)] = [
        (header((32, [0, 0, 0, 1])), .encrypted), (header((104, [5, 0x37, 0xBE, 0x77, 0, 0, 0, 16])), .encrypted),
        (header((72, big(1 << 1))), .damaged),
        (header((72, big(1 << 5))), .unsupported), (header((4, [0, 0, 0, 1])), .unsupported),
        (header((4, [0, 0, 0, 4])), .unsupported), (Array(good.prefix(80)), .damaged),
    ]

    @Test(arguments: useless)
    func `what cannot be used is refused`(bytes: [UInt8], code: DiskFormatError.Code) throws {
        #expect(try #require(throws: DiskFormatError.self) { try read(bytes) }.code == code)
    }

    @Test func `version 2 has no features to read`() throws {
        let header = try QCOW2Header(head: Self.header((4, [0, 0, 0, 2]), (72, Self.big(1 << 2))), of: "image")
        try header.checkTrust(of: "image")
    }
}
