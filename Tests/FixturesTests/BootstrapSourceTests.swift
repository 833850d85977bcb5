import Fixtures
import FoundationEssentials
import Testing

@Suite struct BootstrapSourceTests {
    private func source(_ json: String) throws -> BootstrapSource {
        try JSONDecoder().decode(BootstrapSource.self, from: Data(json.utf8))
    }

    @Test func `what is absent has its default, and all of it survives being written`() throws {
        let small = try source(#"{"distribution": "debian", "suite": "bookworm"}"#)
        #expect(small == BootstrapSource(distribution: .debian, suite: "bookworm"))
        let full = BootstrapSource(
            distribution: .ubuntu, suite: "noble", mirrors: ["http://mirror.example/ubuntu"], components: ["main"],
            kernel: "linux-image-generic", packages: ["g++", "libc6:arm64", "curl=7.88.1-10+deb12u5"])
        #expect(try JSONDecoder().decode(BootstrapSource.self, from: try JSONEncoder().encode(full)) == full)
    }

    @Test(
        arguments: [
            #""suite": "--mode=root""#, #""suite": """#, #""suite": "a b""#, #""suite": "a", "packages": ["x,y"]"#,
            #""suite": "a", "packages": ["$(id)"]"#, #""suite": "a", "packages": ["-x"]"#,
            #""suite": "a", "mirrors": ["mirror.example"]"#, #""suite": "a", "mirrors": ["http://a b"]"#,
            #""suite": "a", "components": ["main contrib"]"#, #""suite": "a", "kernel": "?all""#,
        ])
    func `what the archive's tools would take for an option or for more than a name is refused`(_ fields: String) {
        #expect(throws: DecodingError.self) { try source(#"{"distribution": "debian", \#(fields)}"#) }
    }
}
