import Base64
import Seeds
import Testing

@testable import ClusterProvider

/// What a guest gets as its user data.
@Suite struct SeedMessageTests {
    private func message(_ own: String) throws -> String? {
        try SeedMessage.bytes(own: Array(own.utf8), ours: "#cloud-config\nours: 1\n", run: "r")
            .map { String(decoding: $0, as: UTF8.self) }
    }

    @Test func `without data of the user's ours stands alone`() throws {
        #expect(try message("") == "#cloud-config\nours: 1\n")
        #expect(try SeedMessage.bytes(own: nil, ours: "x", run: "r") == Array("x".utf8))
    }

    @Test(arguments: ["#cloud-config\na: 1\n", "#!/bin/sh\necho \u{e9}\r\n", "#cloud-config-archive\n- x\n"])
    func `the user's comes after ours, byte for byte`(_ own: String) throws {
        let parts = try #require(try message(own)).parts(by: "\n--==mayfly-r==")
        #expect(parts.count == 4 && parts[0].contains("boundary=\"==mayfly-r==\"") && parts[3] == "--\n")
        func body(_ part: String) throws -> String {
            #expect(part.hasPrefix("\nContent-Type: text/plain\n"))
            let text = try #require(part.parts(by: "\n\n").last).filter { $0 != "\n" }
            return String(decoding: try #require(Base64.decode(text)), as: UTF8.self)
        }
        #expect(try body(parts[1]) == "#cloud-config\nours: 1\n")
        #expect(try body(parts[2]) == own)
    }

    @Test func `a message of the user's own is a part as it stands`() throws {
        let own = "Content-Type: multipart/mixed; boundary=\"b\"\nMIME-Version: 1.0\n\n--b\n\n#!/bin/sh\n--b--\n"
        let whole = try #require(try message(own))
        #expect(whole.hasSuffix("\n--==mayfly-r==\n\(own)\n--==mayfly-r==--\n"))
    }

    @Test func `what cloud-init would not read is left alone or refused`() throws {
        #expect(try message("{\"ignition\": {}}") == nil)
        #expect(throws: SeedError.self) { try message("hello") }
    }
}

extension String {
    fileprivate func parts(by text: String) -> [String] {
        split(separator: text, omittingEmptySubsequences: false).map(String.init)
    }
}
