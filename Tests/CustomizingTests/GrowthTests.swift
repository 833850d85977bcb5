import Testing

@testable import Customizing

@Suite struct GrowthTests {
    @Test func `what was grown is told, and why nothing was`() throws {
        #expect(try Growth.read("resize2fs 1.47\ngrown /dev/sda3 (ext4) to 5 bytes\n") == "/dev/sda3 (ext4) to 5 bytes")
        let error = #expect(throws: CustomizeError.self) { try Growth.read("noise\nerror it has ntfs\n") }
        #expect(error?.message.contains("it has ntfs") == true && error?.output == ["noise"])
        #expect(throws: CustomizeError.self) { try Growth.read("") }
    }
}
