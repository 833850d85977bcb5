import Registry
import Testing

@Suite struct RegistryReferenceTests {
    static let digest = "sha256:" + String(repeating: "a", count: 64)

    @Test(arguments: [
        ("docker://a.example/b", "a.example", "b", "latest"),
        ("docker://a.example:5000/b/c:1.2-x_Y", "a.example:5000", "b/c", "1.2-x_Y"),
        ("docker://localhost/b:t", "localhost", "b", "t"),
        ("docker://127.0.0.1:5000/a__b/c-d.e:t", "127.0.0.1:5000", "a__b/c-d.e", "t"),
        ("docker://[::1]:5000/b:t", "[::1]:5000", "b", "t"),
    ])
    func `names are taken apart`(text: String, host: String, repository: String, tag: String) throws {
        let reference = try RegistryReference(text)
        #expect(reference.host == host)
        #expect(reference.repository == repository)
        #expect(reference.tag == tag)
        #expect(reference.digest == nil)
    }

    @Test(arguments: [
        ("127.0.0.1:5000", true), ("localhost", true), ("[::1]:5000", true), ("[::2]", false), ("a.example", false),
        ("127.0.0.1.example:5000", false),
    ])
    func `only a registry of this host is on it`(host: String, expected: Bool) throws {
        #expect(try RegistryReference("docker://\(host)/a").isLoopback == expected)
    }

    @Test func `a digest needs no tag, and may have one`() throws {
        let alone = try RegistryReference("docker://a.example/b@" + Self.digest)
        #expect(alone.tag == nil && alone.digest == Self.digest)
        let both = try RegistryReference("docker://a.example/b:t@" + Self.digest)
        #expect(both.tag == "t" && both.digest == Self.digest)
        #expect(both.description == "docker://a.example/b:t@" + Self.digest)
    }

    @Test(arguments: [
        "a.example/b", "docker://", "docker://debian", "docker://library/debian", "docker://a.example",
        "docker://a:5000",
        "docker://a.example/", "docker://a.example/B", "docker://a.example/b:", "docker://a.example/b:-t",
        "docker://a.example/b@sha256:abc", "docker://a.example/b//c", "docker://a.example/b_",
        "docker://a.example/a._b",
        "docker://a.example:port/b", "docker://a.example:99999/b", "docker://-a.example/b", "docker://a..example/b",
        "docker://a.example/b c", "docker://[::1/b", "docker://a.example/b:t@md5:abc",
    ])
    func `what is no name is refused`(text: String) {
        #expect(throws: RegistryError.self) { try RegistryReference(text) }
    }

    @Test func `a name without a host is told to have one`() throws {
        let error = #expect(throws: RegistryError.self) { try RegistryReference("docker://library/debian") }
        #expect(error?.message.contains("write the registry's host in front") == true)
    }

    @Test func `credentials in a name are refused and not repeated`() throws {
        let error = #expect(throws: RegistryError.self) { try RegistryReference("docker://me:hunter2@a.example/b") }
        #expect(error.map { !"\($0)".contains("hunter2") } == true)
    }
}
