import KubeVirt
import Kubernetes
import MayflyTestSupport
import Testing

@Suite struct ReadingTests {
    @Test func `a kind that is served since is found, and one that is not costs one more question`() async throws {
        let cluster = try StubCluster { _, number in
            let later = number == 0 ? "" : #",{"name":"bs","kind":"B","namespaced":true}"#
            return .init(200, text: #"{"resources":[{"name":"as","kind":"A","namespaced":true}\#(later)]}"#)
        }
        let client = cluster.client
        #expect(try await client.resource(of: "A", in: "g/v1").plural == "as")
        #expect(try await client.resource(of: "B", in: "g/v1").plural == "bs")
        #expect(cluster.asked.count == 2)
        let error = await failure { () throws(KubernetesError) in _ = try await client.resource(of: "C", in: "g/v1") }
        #expect(error?.code == .notServed)
        #expect(cluster.asked.count == 3)
    }

    @Test func `an object is read beneath the server's path, and what is new in it does not matter`() async throws {
        let cluster = try StubCluster { _, _ in .init(200, text: StubCluster.object("a", 3, data: "x")) }
        let object = try await cluster.client.get(ConfigMap.self, .configMaps, "a b/c")
        #expect(object.data == ["a": "x"])
        #expect(cluster.asked == ["GET /api/v1/namespaces/work/configmaps/a%20b%2Fc"])
        #expect(cluster.server.requests[0].headers["authorization"] == "Bearer t0")
        #expect(cluster.server.requests[0].headers["accept"] == "application/json")
    }

    @Test func `a list is read page by page, as of one moment`() async throws {
        let cluster = try StubCluster { request, _ in
            request.target.contains("continue=next%3D")
                ? StubCluster.list(7, StubCluster.object("b", 2))
                : StubCluster.list(7, continuing: "next=", StubCluster.object("a", 1))
        }
        let list = try await cluster.client.list(
            ConfigMap.self, .configMaps, Selection(labels: "x in (y,z)"), pageSize: 1)
        #expect(list.items.map(\.metadata.name) == ["a", "b"])
        #expect(list.metadata.resourceVersion == "7")
        #expect(cluster.asked[0].hasSuffix("/configmaps?labelSelector=x%20in%20%28y%2Cz%29&limit=1"))
        #expect(cluster.asked.count == 2)
    }

    @Test func `a page that expired begins the list anew, and the third time without pages`() async throws {
        let cluster = try StubCluster { request, _ in
            if request.target.contains("continue=") { return StubCluster.status(410, "Expired") }
            return request.target.contains("limit=")
                ? StubCluster.list(7, continuing: "n", StubCluster.object("a", 1))
                : StubCluster.list(9, StubCluster.object("a", 1), StubCluster.object("b", 8))
        }
        let list = try await cluster.client.list(ConfigMap.self, .configMaps, allNamespaces: true)
        #expect(list.items.count == 2)
        #expect(
            cluster.asked == [
                "GET /api/v1/configmaps?limit=500", "GET /api/v1/configmaps?limit=500&continue=n",
                "GET /api/v1/configmaps?limit=500", "GET /api/v1/configmaps?limit=500&continue=n",
                "GET /api/v1/configmaps",
            ])
    }

    @Test func `what is not there is told with what was asked`() async throws {
        let cluster = try StubCluster { _, _ in
            StubCluster.status(404, "NotFound", #","message":"configmaps \"a\" not found","details":{"name":"a"}"#)
        }
        let error = await failure { () throws(KubernetesError) in
            _ = try await cluster.client.get(ConfigMap.self, .configMaps, "a")
        }
        #expect(error?.code == .notFound)
        #expect(error?.description == #"get configmaps work/a: configmaps "a" not found"#)
        #expect(cluster.asked.count == 1)
    }

    @Test func `a kind is found by discovery, once, and one that is not served is told`() async throws {
        let cluster = try StubCluster { request, _ in
            request.target.hasSuffix("/apis/kubevirt.io/v1")
                ? .init(
                    200,
                    text: #"""
                        {"kind":"APIResourceList","groupVersion":"kubevirt.io/v1","resources":[
                         {"name":"virtualmachines/status","kind":"VirtualMachine","namespaced":true,"verbs":["get"]},
                         {"name":"virtualmachines","kind":"VirtualMachine","namespaced":true,"verbs":["get"],"shortNames":["vm"]}]}
                        """#) : .init(404, text: "404 page not found\n")
        }
        let client = cluster.client
        for _ in 0..<2 {
            #expect(
                try await client.resource(of: "VirtualMachine", in: "kubevirt.io/v1")
                    == Resource("kubevirt.io/v1", "virtualmachines"))
        }
        #expect(cluster.asked.count == 1)
        for (kind, version) in [("VirtualMachinePool", "kubevirt.io/v1"), ("DataVolume", "cdi.kubevirt.io/v1beta1")] {
            let error = await failure { () throws(KubernetesError) in
                _ = try await client.resource(of: kind, in: version)
            }
            #expect(error?.code == .notServed)
        }
    }

    @Test func `an answer of another kind is told`() async throws {
        let cluster = try StubCluster { _, _ in .init(200, text: "<html>login</html>") }
        let error = await failure { () throws(KubernetesError) in
            _ = try await cluster.client.get(ConfigMap.self, .configMaps, "a")
        }
        #expect(error?.code == .answer)
    }
}
