import Seeds
import Testing

@Suite struct UserDataTests {
    private func format(_ text: String) throws(SeedError) -> UserDataFormat { try UserDataFormat(of: Array(text.utf8)) }

    @Test(arguments: [
        ("#cloud-config\na: 1", UserDataFormat.cloudConfig), ("\n  #Cloud-Config", .cloudConfig),
        ("#cloud-config-archive\n- x", .archive), ("#cloud-config-jsonp\n[]", .passedThrough),
        ("#!/bin/sh", .passedThrough), ("## template: jinja\n#cloud-config", .passedThrough),
        ("#include\nhttp://x", .passedThrough), ("#cloud-boothook\n#!/bin/sh", .passedThrough),
        ("Content-Type: multipart/mixed; boundary=x\nMIME-Version: 1.0\n", .passedThrough),
        ("\u{1F}\u{8B}", .empty), ("{\"ignition\": {}}", .ignition), ("", .empty), (" \n", .empty),
    ])
    func `user data is what its beginning says`(text: String, expected: UserDataFormat) throws {
        if text == "\u{1F}\u{8B}" {
            #expect(try UserDataFormat(of: [0x1F, 0x8B, 8, 0]) == .passedThrough)
        } else {
            #expect(try format(text) == expected)
        }
    }

    @Test(arguments: ["users: []", "# cloud-config\nusers: []", "echo hello", "{}"])
    func `what cloud-init would ignore is an error with the remedy`(text: String) {
        let error = #expect(throws: SeedError.self) { try format(text) }
        #expect(error?.code == .ignored)
        #expect(error?.message.contains("#cloud-config") == true)
    }

    @Test(arguments: [("", ""), ("YQ==", "a"), ("YWI=", "ab"), ("YWJj", "abc"), ("I2Ns\nb3Vk\n", "#cloud")])
    func `base64 is undone`(encoded: String, plain: String) throws {
        let data = try CloudInit(
            format: .noCloud, userData: nil, userDataBase64: encoded, networkData: nil, networkDataBase64: nil)
        #expect(data.userData == Array(plain.utf8))
    }

    @Test(arguments: ["YQ", "YQ=", "Y", "YQ==YQ==", "a-b_", "%", "===="])
    func `what is not base64 names its field`(encoded: String) {
        let error = #expect(throws: SeedError.self) {
            try CloudInit(
                format: .noCloud, userData: nil, userDataBase64: nil, networkData: nil, networkDataBase64: encoded)
        }
        #expect(error?.code == .encoding && error?.field == "networkDataBase64")
    }

    @Test func `both forms at once are an error`() {
        #expect(throws: SeedError.self) {
            try CloudInit(
                format: .noCloud, userData: "a", userDataBase64: "YQ==", networkData: nil, networkDataBase64: nil)
        }
    }
}
