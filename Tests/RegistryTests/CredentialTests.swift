import MayflyTestSupport
import Testing

@testable import Registry

@Suite struct CredentialTests {
    private func match(_ text: String, _ host: String = "a.example", _ repository: String = "b/c") -> CredentialFile
        .Match?
    {
        CredentialFile(Array(text.utf8))?.match(host: host, repository: repository)
    }

    private func user(_ match: CredentialFile.Match?) -> String? {
        if case .credentials(let credentials) = match { credentials.user } else { nil }
    }

    @Test(arguments: [
        #"{"auths":{"a.example":{"auth":"bWU6cHc="}}}"#,
        #"{"auths":{"a.example":{"username":"me","password":"pw"}}}"#,
        #"{"auths":{"https://a.example/v1/":{"auth":"bWU6cHc="}}}"#,
        #"{"auths":{"a.example/b":{"auth":"bWU6cHcAAA=="},"a.example":{"username":"other"}}}"#,
        #"{"auths":{"a.example/b/c":{"auth":"bWU6cHc="},"a.example/b":{"username":"other"}}}"#,
    ])
    func `the longest name that contains the repository wins`(text: String) {
        #expect(match(text) == .credentials(Credentials(user: "me", password: "pw")))
    }

    @Test(arguments: [
        #"{}"#, #"{"auths":{"b.example":{"auth":"bWU6cHc="}}}"#, #"{"auths":{"a.example/b/c/d":{"auth":"bWU6cHc="}}}"#,
        #"{"auths":{"a.example":{"auth":"!"}}}"#, #"{"auths":{"a.example":{}}}"#, #"{"credsStore":"../../bin/sh"}"#,
        #"{"auths":{"a.example/bb":{"auth":"bWU6cHc="}}}"#,
    ])
    func `what is for another is not ours`(text: String) {
        #expect(match(text) == nil)
    }

    @Test func `helpers are asked by the server's name`() {
        #expect(
            match(#"{"credHelpers":{"a.example":"x"},"credsStore":"y"}"#) == .helper("x", server: "a.example"))
        #expect(match(#"{"credsStore":"y"}"#) == .helper("y", server: "a.example"))
        #expect(
            match(#"{"auths":{"https://a.example/v1/":{}},"credsStore":"y"}"#)
                == .helper("y", server: "https://a.example/v1/"))
    }

    @Test func `a token that gets others is known`() {
        #expect(
            match(#"{"auths":{"a.example":{"auth":"bWU6","identitytoken":"t"}}}"#)
                == .credentials(Credentials(user: "me", password: "", identityToken: "t")))
    }

    @Test func `files are looked at in podman's order, then docker's`() {
        let files = CredentialSource(environment: ["HOME": "/h", "XDG_RUNTIME_DIR": "/r"]).files
        #expect(files == ["/r/containers/auth.json", "/h/.config/containers/auth.json", "/h/.docker/config.json"])
        #expect(CredentialSource(environment: ["REGISTRY_AUTH_FILE": "/a", "HOME": "/h"]).files == ["/a"])
        #expect(CredentialSource(environment: ["HOME": "/h", "DOCKER_CONFIG": "/d"]).files.last == "/d/config.json")
    }

    @Test func `a helper is run and its answer taken`() async throws {
        let scratch = Scratch("helper")
        try scratch.write(
            "docker-credential-ours",
            "#!/bin/sh\nread -r server || true\n[ \"$1 $server\" = 'get a.example' ] || exit 1\n"
                + "echo noise >&2\necho '{\"ServerURL\":\"x\",\"Username\":\"me\",\"Secret\":\"pw\"}'\n", mode: 0o755)
        let file = try scratch.write("auth.json", #"{"credsStore":"ours"}"#)
        let source = CredentialSource(environment: ["REGISTRY_AUTH_FILE": file, "PATH": scratch.path])
        let found = try await source.find(host: "a.example", repository: "b")
        #expect(found?.0 == Credentials(user: "me", password: "pw"))
        #expect(found?.file == file)
        #expect(try await source.find(host: "b.example", repository: "b") == nil)
    }

    @Test func `a helper that is missing, and a file that is none, are told`() async throws {
        let scratch = Scratch("helper")
        let file = try scratch.write("auth.json", #"{"credsStore":"no-such-helper"}"#)
        let broken = try scratch.write("broken.json", "hunter2")
        for path in [file, broken] {
            let source = CredentialSource(environment: ["REGISTRY_AUTH_FILE": path])
            let error = await #expect(throws: RegistryError.self) {
                _ = try await source.find(host: "a.example", repository: "b")
            }
            #expect(error?.code == .credentials)
            #expect(error?.subject == path)
            #expect(error.map { !"\($0)".contains("hunter2") } == true)
        }
    }

    @Test func `credentials are not printed`() {
        let credentials = Credentials(user: "me", password: "hunter2", identityToken: "hunter2")
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!"\(credentials)\(dumped)\(String(reflecting: credentials))".contains("hunter2"))
    }
}
