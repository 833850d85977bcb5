import HTTP
import Host
import MayflyTestSupport
import Offload
import Testing
import Wire

/// Through a real nginx that wants a certificate of its clients and would rather speak HTTP/2.
@Suite(.requires(.program("nginx"), .program("openssl"))) struct WebSocketTLSTests {
    private let scratch = Scratch("websocket")

    private func withServer(_ body: (Nginx, TLSSettings) async throws -> Void) async throws {
        let server = try StubServer { request, _ in
            StubWebSocket.answer(request) { socket in
                let who = request.headers["x-who"] ?? ""
                try await socket.send(WebSocketFrame(.binary, Array(who.utf8)))
                try await socket.read { event in
                    if case .binary(let bytes, _) = event {
                        try await socket.send(WebSocketFrame(.binary, Array(bytes)))
                    }
                }
                socket.close()
            }
        }
        let made = try await Child.run(
            FileSystem.program("openssl") ?? "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
                scratch("key.pem"), "-out", scratch("client.pem"), "-days", "2", "-subj", "/CN=me",
            ], limit: .seconds(60))
        #expect(made.end == .exited(0), "\(made.output)")
        let front = try await Nginx(
            serving: scratch.path, tls: true,
            secure: """
                ssl_client_certificate \(scratch("client.pem")); ssl_verify_client on;
                location / { proxy_pass http://127.0.0.1:\(server.port); proxy_http_version 1.1;
                  proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $http_connection;
                  proxy_set_header X-Who "$ssl_client_s_dn $server_protocol $http_host $ssl_server_name"; }
                """, http2: true)
        var tls = TLSSettings()
        tls.authority = try FileSystem.read(front.certificate)
        tls.identity = TLSSettings.Identity(
            certificate: try FileSystem.read(scratch("client.pem")), key: try FileSystem.read(scratch("key.pem")))
        try await body(front, tls)
    }

    private func open(_ url: String, _ tls: TLSSettings, _ settings: HTTPSettings = HTTPSettings()) async throws
        -> WebSocket
    {
        let opening = try await HTTPSession(settings).openWebSocket(
            HTTPRequest(.get, url + "/x"), subprotocol: "plain", tls: tls)
        switch opening {
        case .open(let socket): return socket
        case .refused(let answer): throw HTTPError(.status, url: url, answer.text, status: answer.status)
        }
    }

    private func code(_ body: () async throws -> WebSocket) async throws -> HTTPError.Code? {
        do { _ = try await body() } catch let error as HTTPError { return error.code }
        return nil
    }

    @Test func `a client certificate says who we are, the name is told, and megabytes go both ways`() async throws {
        try await withServer { front, tls in
            var named = tls
            named.serverName = "localhost"
            let socket = try await open(front.secureURL, named)
            let who = String(decoding: try await socket.read(), as: UTF8.self)
            #expect(who == "CN=me HTTP/1.1 \(front.secureURL.dropFirst("https://".count)) localhost")
            let sent = (0..<5_000_000).map { UInt8(truncatingIfNeeded: $0 &* 13 >> 4) }
            async let writing: Void = socket.write(sent)
            var found: [UInt8] = []
            while found.count < sent.count, case let more = try await socket.read(), !more.isEmpty { found += more }
            try await writing
            #expect(found == sent)
        }
    }

    @Test func `a server that nobody vouches for, and a client without a certificate, are refused`() async throws {
        try await withServer { front, tls in
            var stranger = tls
            stranger.authority = try FileSystem.read(scratch("client.pem"))
            #expect(try await code { try await open(front.secureURL, stranger) } == .tls)
            var nobody = tls
            nobody.identity = nil
            #expect(try await code { try await open(front.secureURL, nobody) } == .status)
            stranger.skipsVerification = true
            _ = try await open(front.secureURL, stranger)
        }
    }

    @Test func `a proxy is asked to connect, by TLS and without`() async throws {
        try await withServer { front, tls in
            let plain = try StubServer { request, _ in
                StubWebSocket.answer(request) { try await $0.send(WebSocketFrame(.binary, [1])) }
            }
            let proxy = try ConnectProxy()
            let settings = HTTPSettings(environment: ["all_proxy": "http://127.0.0.1:\(proxy.port)"])
            let socket = try await open(front.secureURL, tls, settings)
            #expect(try await !socket.read().isEmpty)
            #expect(try await open(plain.url, tls, settings).read() == [1])
            #expect(proxy.asked == [String(front.secureURL.dropFirst("https://".count)), "127.0.0.1:\(plain.port)"])
        }
    }
}
