import Digests
import HTTP
import Host
import MayflyTestSupport
import Testing

/// Against a server that nobody here wrote.
@Suite(.requires(.program("nginx"), .program("openssl"))) struct NginxTests {
    private let scratch = Scratch("nginx-root")
    private static let content = DownloadTests.content

    private func settings(
        _ certificates: String? = nil, _ environment: [String: String] = [:]
    ) -> HTTPSettings {
        HTTPSettings(
            certificates: certificates, environment: environment, retries: RetryPolicy(attempts: 2),
            clock: ImpatientClock())
    }

    private func failure(_ client: HTTPClient, _ url: String) async -> HTTPError? {
        do { _ = try await client.send(HTTPRequest(.get, url)) } catch { return error }
        return nil
    }

    @Test func `a download that another process has begun goes on`() async throws {
        try scratch.write("disk", Self.content)
        let nginx = try await Nginx(serving: scratch.path)
        let client = HTTPClient(settings())
        let tag = try #require(try await client.send(HTTPRequest(.head, nginx.url + "/disk")).headers["ETag"])
        let digest = Digest()
        digest.update(nginx.url + "/disk")
        let target = Scratch("nginx-target")
        try target.write("got", Array(Self.content.prefix(100_001)))
        try target.write("got.origin", "mayfly partial file 1\n\(digest.finish())\n\(tag)\n300000\n")
        let got = try await client.download(
            HTTPRequest(.get, nginx.url + "/disk"), to: target("got"), digests: [.sha256])
        #expect(got.resumedAt == 100_001)
        #expect(got.sums[.sha256] == (try Digest.ofFile(scratch("disk"))))
        #expect(try FileSystem.read(target("got")) == Self.content)
    }

    @Test func `a certificate is trusted by its bundle only`() async throws {
        try scratch.write("a", "hello")
        let nginx = try await Nginx(serving: scratch.path, tls: true)
        let trusting = HTTPClient(settings(nginx.certificate))
        #expect(try await trusting.send(HTTPRequest(.get, nginx.secureURL + "/a")).text == "hello")
        let byVariable = HTTPClient(settings(nil, ["SSL_CERT_FILE": nginx.certificate]))
        #expect(try await byVariable.send(HTTPRequest(.get, nginx.secureURL + "/a")).text == "hello")

        let error = await failure(HTTPClient(settings()), nginx.secureURL + "/a")
        #expect(error?.code == .tls)
        #expect(error?.message.contains("the host's own certificates") == true, "\(String(describing: error))")
        #expect(error?.message.contains("certBundle") == true)

        let missing = await failure(HTTPClient(settings("/nowhere.pem")), nginx.secureURL + "/a")
        #expect(missing?.code == .setting)
        #expect(missing?.message.contains("/nowhere.pem") == true)

        let plain = await failure(trusting, nginx.url.replacing("http:", with: "https:"))
        #expect(plain?.code == .tls)
    }

    @Test func `no redirect leads from https to http`() async throws {
        let nginx = try await Nginx(
            serving: scratch.path, tls: true, server: "location /r { return 302 http://127.0.0.1:1/; }")
        let error = await failure(HTTPClient(settings(nginx.certificate)), nginx.secureURL + "/r")
        #expect(error?.code == .redirect)
        #expect(error?.message.contains("from https to http://127.0.0.1:1/") == true)
    }

    @Test(arguments: ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
    func `a proxy is asked where a variable says so`(variable: String) async throws {
        let proxy = try StubServer { request, _ in .init(200, text: request.target) }
        let client = HTTPClient(settings(nil, [variable: proxy.url]))
        #expect(try await client.send(HTTPRequest(.get, "http://nowhere.invalid/a")).text == "http://nowhere.invalid/a")
        try scratch.write("b", "direct")
        let nginx = try await Nginx(serving: scratch.path)
        let direct = HTTPClient(settings(nil, [variable: proxy.url, "no_proxy": "127.0.0.1"]))
        #expect(try await direct.send(HTTPRequest(.get, nginx.url + "/b")).text == "direct")
    }
}
