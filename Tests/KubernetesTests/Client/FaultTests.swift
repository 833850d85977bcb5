import HTTP
import KubeVirt
import Kubeconfig
import Kubernetes
import MayflyTestSupport
import Offload
import Testing

@Suite struct FaultTests {
    private let a = ConfigMap(metadata: ObjectMeta(name: "a"))

    @Test func `who is asked too often is asked again when it says, whatever was asked`() async throws {
        let cluster = try StubCluster { _, number in
            number < 2
                ? .init(429, ["Retry-After": "\(7 + number)"], text: "") : .init(201, text: StubCluster.object("a", 1))
        }
        _ = try await cluster.client.create(a, .configMaps)
        #expect(cluster.asked.count == 3)
        let slept = cluster.clock.slept.value
        #expect(slept.count == 2)
        #expect(slept[0] >= .seconds(7) && slept[0] <= .seconds(8), "\(slept)")
        #expect(slept[1] >= .seconds(8), "\(slept)")
    }

    @Test func `who asks for more patience than there is, is not waited for`() async throws {
        let cluster = try StubCluster { _, _ in .init(429, ["Retry-After": "86400"], text: "") }
        let error = await failure { () throws(KubernetesError) in
            _ = try await cluster.client.create(a, .configMaps)
        }
        #expect(error?.code == .tooMany)
        #expect(cluster.asked.count == 1)
    }

    @Test func `a failure is tried again where that does no harm, or where the server says that nothing was done`()
        async throws
    {
        for (answer, count) in [
            (StubCluster.status(500, "InternalError"), 1),
            (StubCluster.status(504, "ServerTimeout", #","details":{"retryAfterSeconds":1}"#), 4),
        ] {
            let cluster = try StubCluster { _, _ in answer }
            let error = await failure { () throws(KubernetesError) in
                _ = try await cluster.client.create(a, .configMaps)
            }
            #expect(error?.code == .server)
            #expect(cluster.asked.count == count)
        }
        let reading = try StubCluster { _, number in
            number < 3 ? StubCluster.status(500, "InternalError") : .init(200, text: StubCluster.object("a", 1))
        }
        _ = try await reading.client.get(ConfigMap.self, .configMaps, "a")
        #expect(reading.clock.slept.value.count == 3)
    }

    @Test func `a connection that breaks is tried again for what may be asked twice only`() async throws {
        let cluster = try StubCluster { request, number in
            number == 0 || request.method == "POST"
                ? .init(200, ["Content-Length": "9999"], [1], cut: 1) : .init(200, text: StubCluster.object("a", 1))
        }
        _ = try await cluster.client.get(ConfigMap.self, .configMaps, "a")
        #expect(cluster.asked.count == 2)
        let error = await failure { () throws(KubernetesError) in
            _ = try await cluster.client.create(a, .configMaps)
        }
        #expect(error?.code == .unreachable)
        #expect(cluster.asked.count == 3)
    }

    @Test func `a deletion whose answer was lost is done when the object is gone`() async throws {
        let cluster = try StubCluster { _, number in
            number == 0
                ? .init(200, ["Content-Length": "9999"], [1], cut: 1)
                : StubCluster.status(404, "NotFound", #","details":{"name":"a"}"#)
        }
        try await cluster.client.delete(.configMaps, "a")
        let error = await failure { () throws(KubernetesError) in try await cluster.client.delete(.configMaps, "a") }
        #expect(error?.code == .notFound)
    }

    @Test func `a deletion that a gateway has lost the answer of is done when the object is gone`() async throws {
        let cluster = try StubCluster { _, number in
            number == 0
                ? .init(502, text: "bad gateway") : StubCluster.status(404, "NotFound", #","details":{"name":"a"}"#)
        }
        try await cluster.client.delete(.configMaps, "a")
        #expect(cluster.asked.count == 2)
    }

    @Test func `a token that is refused is read anew, and one that stays refused is told`() async throws {
        let scratch = Scratch("token")
        let file = try scratch.write("token", "old")
        let cluster = try StubCluster(user: "tokenFile: \(file)") { request, number in
            // Rotated while it was on its way.
            if number == 0 { _ = try? scratch.write("token", "new") }
            return request.headers["authorization"] == "Bearer new"
                ? .init(200, text: StubCluster.object("a", 1)) : StubCluster.status(401, "Unauthorized")
        }
        _ = try await cluster.client.get(ConfigMap.self, .configMaps, "a")
        #expect(cluster.asked.count == 2)
        try scratch.write("token", "other")
        let error = await failure { () throws(KubernetesError) in
            _ = try await cluster.client.get(ConfigMap.self, .configMaps, "a")
        }
        #expect(error?.code == .unauthorized)
        #expect(cluster.asked.count == 3)
    }

    @Test func `a stream that cannot be had is told once`() async throws {
        let cluster = try StubCluster(attempts: 1) { request, _ in
            request.target.contains("watch=true")
                ? .init(200, ["X-Long": String(repeating: "a", count: 300 << 10)])
                : StubCluster.list(5)
        }
        let error = await failure { () throws(KubernetesError) in
            for try await _ in cluster.client.watch(ConfigMap.self, .configMaps) {}
        }
        let said = error?.description ?? ""
        #expect(said.contains("\(cluster.server.url)/base/api/v1/namespaces/work/configmaps?…: "), "\(said)")
        #expect(said.split(separator: "the transfer failed").count == 2, "\(said)")
    }

    @Test func `whom one is not is said in headers`() async throws {
        let cluster = try StubCluster(user: "token: t, as: jane, as-groups: [g h], as-user-extra: {a/b: [c]}") { _, _ in
            .init(200, text: StubCluster.object("a", 1))
        }
        _ = try await cluster.client.get(ConfigMap.self, .configMaps, "a")
        let headers = cluster.server.requests[0].headers
        #expect(headers["impersonate-user"] == "jane")
        #expect(headers["impersonate-group"] == "g h")
        #expect(headers["impersonate-extra-a%2fb"] == "c")
    }

    @Test(arguments: [
        ("token: hunter2", false, true), ("username: me, password: hunter2", false, true), ("{}", true, true),
        ("{}", false, false),
    ])
    func `what is secret is not sent in plain text to a host without a scheme`(
        user: String, skips: Bool, isSecure: Bool
    ) async throws {
        let listener = try LoopbackListener()
        let first = Shared<[UInt8]>([])
        let serving = Task {
            while let stream = try? await listener.next() {
                if let bytes = try? await stream.read(atMost: 64 << 10) { first.change { $0 = bytes } }
                stream.close()
            }
        }
        defer { serving.cancel() }
        let cluster = try StubCluster(user: user == "{}" ? "" : user, attempts: 1) { _, _ in .init(500) }
        var access = cluster.client.access
        access.cluster.server = "127.0.0.1:\(listener.port)"
        access.cluster.skipsVerification = skips
        let client = KubernetesClient(access, settings: cluster.client.settings)
        _ = await failure { () throws(KubernetesError) in
            _ = try await client.get(ConfigMap.self, .configMaps, "a")
        }
        // A handshake of TLS, or a request.
        #expect(first.value.first == (isSecure ? 0x16 : UInt8(ascii: "G")))
    }

    @Test func `no server at the address is told after some attempts`() async throws {
        let port = try LoopbackPort()
        let cluster = try StubCluster(user: "token: t") { _, _ in .init(200) }
        var access = cluster.client.access
        access.cluster.server = "http://127.0.0.1:\(port.number)"
        let client = KubernetesClient(access, settings: cluster.client.settings)
        let error = await failure { () throws(KubernetesError) in
            _ = try await client.get(ConfigMap.self, .configMaps, "a")
        }
        #expect(error?.code == .unreachable)
        #expect(cluster.clock.slept.value.count == 3)
        // The server's address, and each sentence once.
        let said = error?.description ?? ""
        #expect(said.contains("http://127.0.0.1:\(port.number)/api/v1/namespaces/work/configmaps/a: "), "\(said)")
        #expect(said.split(separator: "cannot be reached", omittingEmptySubsequences: false).count == 2, "\(said)")
    }
}
