import KubeVirt
import Kubernetes
import MayflyTestSupport
import Testing

/// The watch over the wire, with each fault that a wire has.
@Suite struct WatchTests {
    private typealias S = StubCluster

    private static func word(_ event: WatchEvent<ConfigMap>) -> String {
        func name(_ object: ConfigMap) -> String {
            "\(object.metadata.name ?? "")@\(object.metadata.resourceVersion ?? "")"
        }
        return switch event {
        case .added(let object): "+\(name(object))"
        case .modified(let object): "~\(name(object))"
        case .deleted(let identity, let object): object.map { "-\(name($0))" } ?? "-\(identity.name)"
        case .synchronized: "="
        }
    }

    /// The events up to the first one that has this word.
    private func words(_ cluster: StubCluster, until last: String) async throws -> [String] {
        let watch = cluster.client.watch(ConfigMap.self, .configMaps, Selection(labels: "a=b"), pageSize: 2)
        var words: [String] = []
        for try await event in watch {
            words.append(Self.word(event))
            if words.last == last { break }
        }
        return words
    }

    /// What was asked, without what is by chance.
    private func asked(_ cluster: StubCluster) -> [String] {
        cluster.asked.map { target in
            if !target.contains("watch=true") { return "list" }
            let version = target.split(separator: "&").first { $0.hasPrefix("resourceVersion=") } ?? ""
            return "watch \(version.dropFirst("resourceVersion=".count))"
        }
    }

    @Test func `a list, its changes, and a close by the server's own limit`() async throws {
        let cluster = try StubCluster { _, number in
            switch number {
            case 0: S.list(5, continuing: "n", S.object("a", 1), S.object("b", 2))
            case 1: S.list(5, S.object("c", 3))
            case 2:
                S.lines(
                    S.event("MODIFIED", S.object("b", 6)), S.event("DELETED", S.object("a", 7)), S.bookmark(9),
                    "{\"type\":\"NEW\",\"object\":1}\n")
            default: S.lines(S.event("ADDED", S.object("d", 10)), ends: false)
            }
        }
        #expect(
            try await words(cluster, until: "+d@10") == ["+a@1", "+b@2", "+c@3", "=", "~b@6", "-a@7", "+d@10"])
        #expect(asked(cluster) == ["list", "list", "watch 5", "watch 9"])
        #expect(cluster.asked[0].hasSuffix("/namespaces/work/configmaps?labelSelector=a%3Db&limit=2"))
        #expect(cluster.asked[2].contains("allowWatchBookmarks=true&timeoutSeconds="))
        #expect(cluster.clock.slept.value.isEmpty)
    }

    @Test func `a connection that is cut in the middle of a line goes on from the line before`() async throws {
        let cut = S.event("MODIFIED", S.object("a", 6)) + S.event("MODIFIED", S.object("a", 7)).prefix(40)
        let cluster = try StubCluster { _, number in
            switch number {
            case 0: S.list(5, S.object("a", 1))
            case 1: .init(200, ["Content-Length": "99999"], Array(cut.utf8), cut: cut.utf8.count)
            case 2: S.lines(S.event("MODIFIED", S.object("a", 7)), S.event("MODIFIED", S.object("a", 8)))
            default: S.lines(ends: false)
            }
        }
        #expect(try await words(cluster, until: "~a@8") == ["+a@1", "=", "~a@6", "~a@7", "~a@8"])
        #expect(asked(cluster) == ["list", "watch 5", "watch 6"])
    }

    @Test(arguments: [true, false])
    func `a forgotten version is a new list, of which only what is new is told`(inStream: Bool) async throws {
        let cluster = try StubCluster { _, number in
            switch number {
            case 0: S.list(5, S.object("a", 1), S.object("b", 2), S.object("c", 3))
            case 1:
                inStream
                    ? S.lines(S.event("ERROR", #"{"kind":"Status","code":410,"reason":"Expired"}"#))
                    : S.status(410, "Gone")
            case 2: S.list(20, S.object("a", 1), S.object("b", 11), S.object("c", 12, uid: "2"), S.object("d", 13))
            case 3: S.lines(S.event("DELETED", S.object("d", 21)))
            default: S.lines(ends: false)
            }
        }
        #expect(
            try await words(cluster, until: "-d@21") == [
                "+a@1", "+b@2", "+c@3", "=", "~b@11", "-c", "+c@12", "+d@13", "-d@21",
            ])
        #expect(asked(cluster) == ["list", "watch 5", "list", "watch 20"])
    }

    @Test func `what went while nobody could see it is told as gone`() async throws {
        let cluster = try StubCluster { _, number in
            switch number {
            case 0: S.list(5, S.object("a", 1), S.object("b", 2))
            case 1: S.status(410, "Expired")
            case 2: S.list(9, S.object("b", 2))
            default: S.lines(ends: false)
            }
        }
        #expect(try await words(cluster, until: "-a") == ["+a@1", "+b@2", "=", "-a"])
    }

    @Test func `a server that is away comes back, and is not stormed`() async throws {
        let cluster = try StubCluster { _, number in
            switch number {
            case 0: S.list(5, S.object("a", 1))
            case 1: S.lines(S.event("MODIFIED", S.object("a", 6)))
            case 2...9: number % 2 == 0 ? .init(503, text: "starting") : .init(200, ["Content-Length": "9"], cut: 0)
            case 10: .init(429, ["Retry-After": "3"], text: "")
            default: S.lines(S.event("MODIFIED", S.object("a", 7)), ends: false)
            }
        }
        #expect(try await words(cluster, until: "~a@7") == ["+a@1", "=", "~a@6", "~a@7"])
        #expect(asked(cluster).dropFirst(2).allSatisfy { $0 == "watch 6" })
        let slept = cluster.clock.slept.value
        #expect(slept.count == 9)
        #expect(slept.dropLast().last ?? .zero >= .seconds(15), "\(slept)")
        #expect(slept.last ?? .zero >= .seconds(3), "\(slept)")
    }

    @Test(arguments: ["86400", "-5"])
    func `a server is not waited for longer than there is patience, and not shorter than no time`(asked: String)
        async throws
    {
        let cluster = try StubCluster { _, number in
            switch number {
            case 0: S.list(5, S.object("a", 1))
            case 1: S.status(503, "ServiceUnavailable", #","details":{"retryAfterSeconds":\#(asked)}"#)
            case 2: .init(503, ["Retry-After": asked], text: "")
            default: S.lines(S.event("MODIFIED", S.object("a", 6)), ends: false)
            }
        }
        #expect(try await words(cluster, until: "~a@6") == ["+a@1", "=", "~a@6"])
        let slept = cluster.clock.slept.value
        // As much as the policy has it, and what spreads those who come back.
        #expect(slept.count == 2)
        #expect(slept.allSatisfy { $0 > .zero && $0 <= .seconds(150) }, "\(slept)")
    }

    @Test func `a server that only repeats itself is not stormed`() async throws {
        let cluster = try StubCluster { _, number in
            switch number {
            case 0: S.list(5, S.object("a", 5))
            case 1...4: S.lines(S.event("MODIFIED", S.object("a", 5)), S.bookmark(5))
            default: S.lines(S.event("MODIFIED", S.object("a", 6)), ends: false)
            }
        }
        #expect(try await words(cluster, until: "~a@6") == ["+a@5", "=", "~a@6"])
        #expect(cluster.clock.slept.value.count == 4)
    }

    @Test func `a wire that says nothing any more is taken for dead`() async throws {
        let cluster = try StubCluster(patience: .seconds(3)) { request, number in
            if !request.target.contains("watch=true") { return S.list(5, S.object("a", 1)) }
            return number < 3 ? S.lines(ends: false) : S.lines(S.event("MODIFIED", S.object("a", 6)), ends: false)
        }
        #expect(try await words(cluster, until: "~a@6") == ["+a@1", "=", "~a@6"])
        // One that speaks, too, when a busy host takes longer over its answer than there is patience.
        let asked = asked(cluster)
        #expect(asked.count >= 4)
        #expect(asked.enumerated().allSatisfy { $1 == ($0 == 0 ? "list" : "watch 5") }, "\(asked)")
    }

    @Test func `a token that expires during a watch is had anew`() async throws {
        let scratch = Scratch("token")
        let file = try scratch.write("token", "old")
        let cluster = try StubCluster(user: "tokenFile: \(file)") { request, number in
            if number == 2 { _ = try? scratch.write("token", "new") }
            guard number < 2 || request.headers["authorization"] == "Bearer new" else {
                return S.status(401, "Unauthorized")
            }
            return switch number {
            case 0: S.list(5)
            case 1: S.lines(S.event("ADDED", S.object("a", 6)))
            default: S.lines(S.event("MODIFIED", S.object("a", 7)), ends: false)
            }
        }
        #expect(try await words(cluster, until: "~a@7") == ["=", "+a@6", "~a@7"])
        #expect(asked(cluster) == ["list", "watch 5", "watch 6", "watch 6"])
    }

    @Test func `a list that expires while it is read is begun anew, and nothing is told twice`() async throws {
        let cluster = try StubCluster { _, number in
            switch number {
            case 0: S.list(5, continuing: "n", S.object("a", 1))
            case 1: S.status(410, "Expired")
            case 2: S.list(8, S.object("a", 1), S.object("b", 7))
            default: S.lines(ends: false)
            }
        }
        #expect(try await words(cluster, until: "=") == ["+a@1", "+b@7", "="])
    }

    @Test(arguments: [
        (403, "Forbidden", KubernetesError.Code.forbidden), (404, "", .notServed), (401, "Unauthorized", .unauthorized),
    ])
    func `what is refused from the beginning is told`(code: Int, reason: String, expected: KubernetesError.Code)
        async throws
    {
        let cluster = try StubCluster { _, _ in S.status(code, reason) }
        let error = await #expect(throws: KubernetesError.self) { _ = try await words(cluster, until: "=") }
        #expect(error?.code == expected)
        #expect(cluster.asked.count == 1)
    }

    @Test func `a server that gives no first list is asked as often as for any list`() async throws {
        let cluster = try StubCluster { _, _ in S.status(503, "ServiceUnavailable") }
        let error = await #expect(throws: KubernetesError.self) { _ = try await words(cluster, until: "=") }
        #expect(error?.code == .server)
        #expect(cluster.asked.count == 4)
    }

    @Test func `a right that is taken away for good ends the watch`() async throws {
        let cluster = try StubCluster { _, number in number == 0 ? S.list(5) : S.status(403, "Forbidden") }
        let error = await #expect(throws: KubernetesError.self) { _ = try await words(cluster, until: "never") }
        #expect(error?.code == .forbidden)
        #expect(cluster.asked.count == 7)
    }

    @Test func `an event that cannot be read ends the watch, because it must not be missed`() async throws {
        let cluster = try StubCluster { _, number in
            number == 0 ? S.list(5) : S.lines(S.event("ADDED", #"{"kind":"Secret","apiVersion":"v1","metadata":{}}"#))
        }
        let error = await #expect(throws: KubernetesError.self) { _ = try await words(cluster, until: "never") }
        #expect(error?.code == .answer)
    }

    @Test func `who is cancelled stops watching`() async throws {
        let cluster = try StubCluster { _, number in number == 0 ? S.list(5) : S.lines(ends: false) }
        let client = cluster.client
        let task = Task { () throws -> Int in
            var count = 0
            for try await _ in client.watch(ConfigMap.self, .configMaps) { count += 1 }
            return count
        }
        #expect(try await eventually { cluster.asked.count == 2 })
        task.cancel()
        let result = await task.result
        let error = #expect(throws: KubernetesError.self) { _ = try result.get() }
        #expect(error?.code == .cancelled)
    }
}
