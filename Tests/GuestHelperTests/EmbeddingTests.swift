import GuestHelper
import GuestHelperTestSupport
import Testing
import Wire

@Suite("The embedded program")
struct EmbeddingTests {
    @Test(
        "it is a small static ELF executable",
        .enabled(
            if: ["x86_64", "aarch64", "riscv64"].contains(GuestHelper.architecture),
            "reads ELF of 64 bits, little-endian"))
    func program() {
        let bytes = GuestHelper.bytes
        #expect(bytes.prefix(4) == [0x7f, UInt8(ascii: "E"), UInt8(ascii: "L"), UInt8(ascii: "F")])
        #expect(bytes.count < 1 << 20)
        // A dynamic program names its loader in a segment of type 3 (PT_INTERP).
        #expect(segmentTypes(bytes).contains(1) && !segmentTypes(bytes).contains(3))
    }

    @Test("its build id is the one that it greets with")
    func buildID() throws {
        #expect(GuestHelper.buildID.count == 32)
        let greeting = try WirePeer().greet()
        #expect(greeting.buildID == GuestHelper.buildID)
        #expect(greeting.architecture == GuestHelper.architecture)
    }

    @Test("it is ready within a few milliseconds of its start and small")
    func small() throws {
        let peer = WirePeer()
        let greeting = try peer.greet()
        #expect(greeting.now >= greeting.started && greeting.started > 0)
        #expect(peer.helper.residentKilobytes < 2000)
    }
}

/// The types of an ELF file's segments, as it is laid out for little-endian machines of 64 bits.
private func segmentTypes(_ bytes: [UInt8]) -> [Int] {
    func number(_ at: Int, _ size: Int) -> Int { (0..<size).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }
    let (table, size, count) = (number(32, 8), number(54, 2), number(56, 2))
    return (0..<count).map { number(table + $0 * size, 4) }
}
