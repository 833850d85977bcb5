import Registry
import Testing

@Suite struct ManifestTests {
    static let digest = "sha256:" + String(repeating: "a", count: 64)

    private func index(_ platforms: [(String, String, String?)]) -> [Manifest.Descriptor] {
        platforms.map { os, architecture, variant in
            .init(digest: Self.digest, size: 1, platform: .init(architecture: architecture, os: os, variant: variant))
        }
    }

    @Test func `the plain one of an architecture comes before its variants`() {
        let all = index([("windows", "arm64", nil), ("linux", "arm64", "v8"), ("linux", "arm64", nil)])
        #expect(all.choose(architecture: "arm64")?.platform?.variant == nil)
        #expect(all.choose(architecture: "arm64")?.platform?.os == "linux")
        #expect(index([("linux", "arm64", "v8")]).choose(architecture: "arm64")?.platform?.variant == "v8")
        #expect(all.choose(architecture: "amd64") == nil)
    }

    @Test(arguments: [
        "", "hello", "[]", "{}", #"{"schemaVersion":1}"#, #"{"schemaVersion":2}"#,
        #"{"schemaVersion":2,"manifests":[{"digest":"sha256:../../etc","size":1}]}"#,
        #"{"schemaVersion":2,"manifests":[{"digest":"D","size":-1}]}"#,
        #"{"schemaVersion":2,"manifests":[],"layers":[],"config":{"digest":"D","size":1}}"#,
    ])
    func `what is no manifest is refused`(text: String) {
        #expect(throws: Manifest.Failure.self) {
            try Manifest(Array(text.replacing("\"D\"", with: "\"\(Self.digest)\"").utf8))
        }
    }
}
