import HTTP
import Host
import MayflyTestSupport
import Testing

/// A real nginx that wants a certificate of its clients.
@Suite(.requires(.program("nginx"), .program("openssl"))) struct TLSTests {
    private let scratch = Scratch("tls")

    private func failure(_ url: String, _ tls: TLSSettings) async throws -> HTTPError? {
        do throws(HTTPError) {
            _ = try await HTTPSession().send(HTTPRequest(.get, url), tls: tls)
        } catch {
            return error
        }
        return nil
    }

    /// A server whose own certificate, which is its authority too, is also its clients'.
    private func withServer(_ body: (Nginx, TLSSettings) async throws -> Void) async throws {
        try scratch.write("file", "served")
        let made = try await Child.run(
            FileSystem.program("openssl") ?? "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                scratch("key.pem"), "-out", scratch("client.pem"), "-days", "2", "-subj", "/CN=me",
            ], limit: .seconds(60))
        #expect(made.end == .exited(0), "\(made.output)")
        let server = try await Nginx(
            serving: scratch.path, tls: true,
            server: "location /who { return 200 \"$ssl_client_s_dn $server_protocol $http_host $ssl_server_name\"; }",
            secure: "ssl_client_certificate \(scratch("client.pem")); ssl_verify_client on;", http2: true)
        var tls = TLSSettings()
        tls.authority = try FileSystem.read(server.certificate)
        tls.identity = TLSSettings.Identity(
            certificate: try FileSystem.read(scratch("client.pem")), key: try FileSystem.read(scratch("key.pem")))
        try await body(server, tls)
    }

    @Test func `a client certificate of memory says who we are, over HTTP/2 and one connection`() async throws {
        try await withServer { server, tls in
            let session = HTTPSession()
            let url = server.secureURL
            let text = try await session.send(HTTPRequest(.get, url + "/who"), tls: tls).text
            #expect(text.hasPrefix("CN=me HTTP/2.0 "), "\(text)")
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 {
                    group.addTask { try await session.send(HTTPRequest(.get, url + "/file"), tls: tls).status }
                }
                for try await status in group { #expect(status == 200) }
            }
        }
    }

    @Test func `who shows no certificate is refused, and a server nobody vouches for is not trusted`() async throws {
        try await withServer { server, tls in
            var nobody = tls
            nobody.identity = nil
            let url = server.secureURL + "/file"
            #expect(try await HTTPSession().send(HTTPRequest(.get, url), tls: nobody).status == 400)
            var stranger = tls
            stranger.authority = try FileSystem.read(scratch("client.pem"))
            let error = try await failure(url, stranger)
            #expect(error?.code == .tls)
            #expect(
                error?.message.contains("authorities that it was configured with") == true,
                "\(String(describing: error))")
            #expect(error?.message.contains("SSL_CERT_FILE") == false)
            var garbled = tls
            garbled.authority = Array("x".utf8)
            let unread = try await failure(url, garbled)
            #expect(unread?.code == .setting)
            #expect(unread?.message.contains("(the authorities that it was configured with) cannot be read") == true)
            stranger.skipsVerification = true
            #expect(try await failure(url, stranger) == nil)
        }
    }

    @Test func `a certificate that has expired is told as that, not as one that nobody vouches for`() async throws {
        let server = try await Nginx(serving: scratch.path, tls: true, expired: true)
        var tls = TLSSettings()
        tls.authority = try FileSystem.read(server.certificate)
        let error = try await failure(server.secureURL + "/", tls)
        #expect(error?.code == .tls)
        #expect(error?.message.contains("expired") == true, "\(String(describing: error))")
        #expect(error?.message.contains("Have it renewed") == true)
    }

    @Test func `a name that the certificate does not have is refused, the one it has is told to the server`()
        async throws
    {
        try await withServer { server, tls in
            var named = tls
            named.serverName = "other.example"
            let error = try await failure(server.secureURL + "/who", named)
            #expect(error?.code == .tls)
            named.serverName = "localhost"
            let text = try await HTTPSession().send(HTTPRequest(.get, server.secureURL + "/who"), tls: named).text
            #expect(text.hasSuffix(" \(server.secureURL.dropFirst("https://".count)) localhost"), "\(text)")
        }
    }

    @Test func `whether there is a proxy is decided by the host, not by its certificate's name`() async throws {
        let port = try LoopbackPort()
        try await withServer { server, tls in
            var named = tls
            named.serverName = "localhost"
            func status(without hosts: String) async throws -> Int {
                let settings = HTTPSettings(environment: [
                    "https_proxy": "http://127.0.0.1:\(port.number)", "no_proxy": hosts,
                ])
                let request = try HTTPRequest(.get, server.secureURL + "/file")
                return try await HTTPSession(settings).send(request, tls: named).status
            }
            #expect(server.secureURL.hasPrefix("https://127.0.0.1:"))
            let direct = try await status(without: "127.0.0.0/8")
            #expect(direct == 200)
            let error = await #expect(throws: HTTPError.self) { _ = try await status(without: "localhost") }
            #expect(error?.code == .unreachable)
        }
    }

    @Test func `a key that is none is told`() async throws {
        try await withServer { server, tls in
            var broken = tls
            broken.identity = TLSSettings.Identity(certificate: tls.identity?.certificate ?? [], key: Array("x".utf8))
            let error = try await failure(server.secureURL + "/file", broken)
            #expect(error?.code == .setting)
            #expect(error?.message.contains("client certificate or its key") == true)
        }
    }
}
