import Host
import KubeVirt
import Kubeconfig
import Kubernetes
import MayflyTestSupport
import Testing

/// The client in the only eyes that count.
@Suite(.requires(.apiServer)) struct RealServerTests {
    private func withClient(_ body: (KubernetesClient, APIServer) async throws -> Void) async throws {
        try await APIServer.withServer { server in
            let access = try ClusterAccess.find(file: server.configuration, environment: [:])
            try await body(KubernetesClient(access), server)
        }
    }

    private func map(_ name: String, _ data: [String: String] = [:], labels: [String: String]? = nil) -> ConfigMap {
        ConfigMap(metadata: ObjectMeta(labels: labels, name: name), data: data)
    }

    private func code(_ body: () async throws(KubernetesError) -> Void) async -> KubernetesError.Code? {
        await failure(body)?.code
    }

    @Test func `objects are written in every way, read in pages and deleted on conditions`() async throws {
        try await withClient { client, server in
            #expect(try await client.serverVersion().gitVersion.hasPrefix("v"))
            #expect(try await client.resource(of: "ConfigMap", in: "v1") == .configMaps)
            #expect(try await client.groups()["coordination.k8s.io"]?.first == "coordination.k8s.io/v1")
            #expect(
                await code { () throws(KubernetesError) in _ = try await client.resources(in: "no.such/v1") }
                    == .notServed)

            for number in 0..<5 { _ = try await client.create(map("m\(number)", labels: ["set": "m"]), .configMaps) }
            #expect(
                await code { () throws(KubernetesError) in _ = try await client.create(map("m1"), .configMaps) }
                    == .alreadyExists)
            #expect(
                await code { () throws(KubernetesError) in
                    _ = try await client.create(map("a"), .configMaps, in: "no-such")
                } == .notFound)
            let list = try await client.list(ConfigMap.self, .configMaps, Selection(labels: "set=m"), pageSize: 2)
            #expect(list.items.map(\.metadata.name) == (0..<5).map { "m\($0)" })

            // Somebody else writes between the reading and the writing.
            let updated = try await updating(client)
            #expect(updated.data == ["theirs": "1", "mine": "2"])

            _ = try await client.apply(map("s", ["k": "1"]), .configMaps, WriteOptions(fieldManager: "one"))
            let conflict = await failure { () throws(KubernetesError) in
                _ = try await client.apply(map("s", ["k": "2"]), .configMaps, WriteOptions(fieldManager: "two"))
            }
            #expect(conflict?.code == .conflict)
            #expect(conflict?.causes.first?.field == ".data.k")
            let forced = try await client.apply(
                map("s", ["k": "2"]), .configMaps, force: true, WriteOptions(fieldManager: "two"))
            #expect(forced.data == ["k": "2"])
            // What is applied is read as YAML.
            let path = try await client.apply(map("p", ["k": "a/b \"c\" \u{e9}"]), .configMaps)
            #expect(path.data == ["k": "a/b \"c\" \u{e9}"])
            let merged = try await client.patch(
                ConfigMap.self, .configMaps, "s", merge: .object(["data": .object(["k": .null, "l": .string("3")])]))
            #expect(merged.data == ["l": "3"])
            let unknown = await failure { () throws(KubernetesError) in
                _ = try await client.patch(
                    ConfigMap.self, .configMaps, "s", merge: .object(["dta": .string("x")]))
            }
            #expect(unknown?.code == .invalid)
            #expect(unknown?.message.contains("dta") == true)
            let patched = try await client.patch(
                ConfigMap.self, .configMaps, "s",
                steps: [.test("/data/l", .string("3")), .add("/data/m", .string("4"))])
            #expect(patched.data == ["l": "3", "m": "4"])

            #expect(
                await code { () throws(KubernetesError) in
                    try await client.delete(.configMaps, "m0", DeleteOptions(uid: "another"))
                } == .conflict)
            let first = list.items[0].metadata
            try await client.delete(
                .configMaps, "m0",
                DeleteOptions(
                    .background, gracePeriodSeconds: 0, uid: first.uid, resourceVersion: first.resourceVersion))
            #expect(
                await code { () throws(KubernetesError) in
                    _ = try await client.get(ConfigMap.self, .configMaps, "m0")
                } == .notFound)

            let viewer = KubernetesClient(
                try ClusterAccess.find(context: "viewer", file: server.configuration, environment: [:]))
            #expect(
                await code { () throws(KubernetesError) in _ = try await viewer.create(map("v"), .configMaps) }
                    == .forbidden)
            var stranger = client.access
            stranger.user.token = "wrong"
            let nobody = KubernetesClient(stranger)
            #expect(
                await code { () throws(KubernetesError) in
                    _ = try await nobody.get(ConfigMap.self, .configMaps, "m1")
                } == .unauthorized)
        }
    }

    private func updating(_ client: KubernetesClient) async throws -> ConfigMap {
        let before = try await client.get(ConfigMap.self, .configMaps, "m1")
        var theirs = before
        theirs.data = ["theirs": "1"]
        let written = try await client.replace(theirs, .configMaps)
        #expect(
            await code { () throws(KubernetesError) in _ = try await client.replace(before, .configMaps) } == .conflict)
        let object = try await client.update(ConfigMap.self, .configMaps, "m1") {
            (object: inout ConfigMap) throws(KubernetesError) in object.data?["mine"] = "2"
        }
        #expect(object.metadata.resourceVersion != written.metadata.resourceVersion)
        return object
    }

    @Test func `a watch tells every object once, from a list of pages and after it`() async throws {
        try await withClient { client, _ in
            for number in 0..<7 { _ = try await client.create(map("w\(number)", labels: ["w": "1"]), .configMaps) }
            let watch = client.watch(ConfigMap.self, .configMaps, Selection(labels: "w=1"), pageSize: 3)
            let iterator = watch.makeAsyncIterator()
            var names: [String] = []
            while let event = try await iterator.next() {
                guard case .added(let object) = event else { break }
                names.append(object.metadata.name ?? "")
            }
            #expect(names == (0..<7).map { "w\($0)" })
            let writing = Task { () throws -> Void in
                for number in 0..<100 {
                    _ = try await client.create(
                        ConfigMap(metadata: ObjectMeta(labels: ["w": "1"], name: "x\(number)")), .configMaps)
                    try await client.delete(.configMaps, "x\(number)")
                }
            }
            var events: [String] = []
            while events.last != "-x99", let event = try await iterator.next() {
                switch event {
                case .added(let object): events.append("+\(object.metadata.name ?? "")")
                case .deleted(let identity, let object):
                    events.append("-\(identity.name)")
                    #expect(object?.metadata.name == identity.name)
                default: Issue.record("nobody has changed anything")
                }
            }
            #expect(events == (0..<100).flatMap { ["+x\($0)", "-x\($0)"] })
            try await writing.value
        }
    }
}
