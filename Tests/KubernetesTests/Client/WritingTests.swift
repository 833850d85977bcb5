import FoundationEssentials
import KubeVirt
import Kubernetes
import MayflyTestSupport
import Testing

@Suite struct WritingTests {
    private let a = ConfigMap(metadata: ObjectMeta(name: "a"), data: ["k": "v"])

    @Test func `each way to write has its method, its path and its kind of body`() async throws {
        let cluster = try StubCluster { _, _ in .init(200, text: StubCluster.object("a", 1)) }
        let client = cluster.client
        _ = try await client.create(a, .configMaps, WriteOptions(isDryRun: true))
        _ = try await client.replace(a, .configMaps, subresource: "status", WriteOptions(isStrict: false))
        _ = try await client.apply(a, .configMaps, force: true, WriteOptions(fieldManager: "m n"))
        _ = try await client.patch(ConfigMap.self, .configMaps, "a", merge: .object(["data": .null]))
        _ = try await client.patch(
            ConfigMap.self, .configMaps, "a",
            steps: [
                .test("/data/k", .string("v")), .remove(JSONPatchStep.path("data", "x/~")), .move(from: "/a", to: "/b"),
            ])
        try await client.delete(
            .configMaps, "a", DeleteOptions(.foreground, gracePeriodSeconds: 0, uid: "u", resourceVersion: "7"))
        let place = "/api/v1/namespaces/work/configmaps"
        #expect(
            cluster.asked == [
                "POST \(place)?fieldManager=mayfly&fieldValidation=Strict&dryRun=All",
                "PUT \(place)/a/status?fieldManager=mayfly&fieldValidation=Ignore",
                "PATCH \(place)/a?fieldManager=m%20n&fieldValidation=Strict&force=true",
                "PATCH \(place)/a?fieldManager=mayfly&fieldValidation=Strict",
                "PATCH \(place)/a?fieldManager=mayfly&fieldValidation=Strict", "DELETE \(place)/a",
            ])
        let requests = cluster.server.requests
        #expect(
            requests.map { $0.headers["content-type"] } == [
                "application/json", "application/json", "application/apply-patch+yaml",
                "application/merge-patch+json", "application/json-patch+json", "application/json",
            ])
        let bodies = requests.map { String(decoding: $0.body, as: UTF8.self).replacing(#"\/"#, with: "/") }
        #expect(bodies[0].contains(#""data":{"k":"v"}"#))
        #expect(bodies[3] == #"{"data":null}"#)
        for part in [#""op":"test""#, #""path":"/data/x~1~0""#, #""from":"/a""#] {
            #expect(bodies[4].contains(part), "\(bodies[4])")
        }
        for part in [
            #""propagationPolicy":"Foreground""#, #""gracePeriodSeconds":0"#, #""uid":"u""#, #""kind":"DeleteOptions""#,
        ] {
            #expect(bodies[5].contains(part), "\(bodies[5])")
        }
        #expect(!bodies[5].contains("dryRun"))
    }

    @Test func `of what was made only the name and the uid are read, where no more is wanted`() async throws {
        // Nothing else of a config map is in it.
        let answer = #"{"metadata": {"name": "a-x7", "uid": "u", "labels": 7}, "data": [1]}"#
        let cluster = try StubCluster { _, _ in .init(201, text: answer) }
        let made = try await cluster.client.create(a, .configMaps, answer: MadeObject.self)
        #expect(made == MadeObject(name: "a-x7", uid: "u"))
        await #expect(throws: KubernetesError.self) { try await cluster.client.create(a, .configMaps) }
    }

    @Test func `an update that somebody else was faster with is made again on what they wrote`() async throws {
        let cluster = try StubCluster { request, number in
            if request.method == "GET" {
                return .init(200, text: StubCluster.object("a", number + 1, data: "x\(number)"))
            }
            return number < 3 ? StubCluster.status(409, "Conflict") : .init(200, [:], request.body)
        }
        let seen = Shared<[String]>([])
        let object = try await cluster.client.update(ConfigMap.self, .configMaps, "a") {
            (object: inout ConfigMap) throws(KubernetesError) in
            let text = object.data?["a"] ?? ""
            seen.change { $0.append(text) }
            object.data = ["a": "mine"]
        }
        #expect(object.data == ["a": "mine"])
        #expect(object.metadata.resourceVersion == "3")
        #expect(seen.value == ["x0", "x2"])
        #expect(cluster.clock.slept.value.count == 1)
    }

    @Test func `an update leaves what it does not know, also in the items of a list`() async throws {
        let known =
            #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","resourceVersion":"7","labels":{"l":"1"},"new":{"x":1},"ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p","uid":"u","later":true}]},"data":{"a":"1","b":"2"},"new":[1]}"#
        let cluster = try StubCluster { _, _ in .init(200, text: known) }
        _ = try await cluster.client.update(ConfigMap.self, .configMaps, "a") {
            (object: inout ConfigMap) throws(KubernetesError) in
            object.data = ["b": "3"]
            object.metadata.labels = nil
            object.metadata.ownerReferences?[0].name = "p"
            object.metadata.ownerReferences?[0].uid = "v"
        }
        let request = try #require(cluster.server.requests.last)
        #expect(request.method == "PATCH")
        #expect(request.headers["content-type"] == "application/merge-patch+json")
        let patch = try JSONDecoder().decode(JSONValue.self, from: Data(request.body))
        let expected =
            #"{"data":{"a":null,"b":"3"},"metadata":{"labels":null,"resourceVersion":"7","ownerReferences":[{"apiVersion":"v1","kind":"Pod","name":"p","uid":"v","later":true}]}}"#
        #expect(try patch == JSONDecoder().decode(JSONValue.self, from: Data(expected.utf8)))
    }

    @Test func `an update that changes nothing is not written`() async throws {
        let cluster = try StubCluster { _, _ in .init(200, text: StubCluster.object("a", 1)) }
        _ = try await cluster.client.update(ConfigMap.self, .configMaps, "a") { (_) throws(KubernetesError) in }
        #expect(cluster.asked.count == 1)
    }

    @Test func `who never wins is told of the conflict in the end`() async throws {
        let cluster = try StubCluster(attempts: 3) { request, number in
            request.method == "GET"
                ? .init(200, text: StubCluster.object("a", number)) : StubCluster.status(409, "Conflict")
        }
        let error = await failure { () throws(KubernetesError) in
            _ = try await cluster.client.update(ConfigMap.self, .configMaps, "a") {
                (object: inout ConfigMap) throws(KubernetesError) in object.data = [:]
            }
        }
        #expect(error?.code == .conflict)
        #expect(cluster.asked.count == 6)
    }
}
