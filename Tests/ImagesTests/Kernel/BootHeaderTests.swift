import Testing

@testable import Images

@Suite struct BootHeaderTests {
    @Test("the version is the first word of the text that the header points to")
    func version() {
        #expect(BootHeader.version(in: bzImage(version: "6.1.0-56-amd64 (me@here) #1")) == "6.1.0-56-amd64")
    }

    @Test(
        "what is no header, points outside or has no version gives none",
        arguments: [
            [], [UInt8](repeating: 0, count: 0x210), Array(bzImage(version: "6.1").prefix(0x400)),
            bzImage(version: ""), bzImage(version: "../../etc"), bzImage(version: "6/../.."),
        ])
    func none(bytes: [UInt8]) {
        #expect(BootHeader.version(in: bytes) == nil)
    }
}
