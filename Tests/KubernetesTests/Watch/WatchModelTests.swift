import Kubernetes
import Testing

/// A server that forgets, breaks off and repeats itself at random, and one who watches it by the machine.
@Suite struct WatchModelTests {
    private struct Event {
        var kind: WatchMachine.Kind
        var identity: ObjectIdentity
        var version: Int
    }

    private struct Server {
        var version = 0
        var objects: [String: (uid: String, version: Int)] = [:]
        var history: [Event] = []
        /// Events up to here are forgotten.
        var forgotten = 0

        mutating func change(_ name: String, _ generator: inout Random) {
            version += 1
            var kind = WatchMachine.Kind.modified
            if let found = objects[name] {
                if generator.next() % 3 == 0 {
                    objects[name] = nil
                    return history.append(
                        Event(kind: .deleted, identity: identity(name, found.uid), version: version))
                }
            } else {
                kind = .added
            }
            let uid = objects[name]?.uid ?? "u\(version)"
            objects[name] = (uid, version)
            history.append(Event(kind: kind, identity: identity(name, uid), version: version))
        }

        func identity(_ name: String, _ uid: String) -> ObjectIdentity {
            ObjectIdentity(namespace: "n", name: name, uid: uid)
        }
    }

    private struct Random {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 33
        }
    }

    /// What was told, and whether it made sense.
    private struct Watcher {
        var alive: [String: String] = [:]
        var told: Set<String> = []

        mutating func hear(_ kind: WatchMachine.Kind, _ identity: ObjectIdentity, _ version: Int?) {
            switch kind {
            case .added:
                #expect(alive[identity.name] == nil)
                alive[identity.name] = identity.uid
            case .modified: #expect(alive[identity.name] == identity.uid)
            case .deleted:
                #expect(alive[identity.name] == identity.uid)
                alive[identity.name] = nil
            }
            guard let version else { return }
            let isFirst = told.insert("\(kind) \(identity.uid) \(version)").inserted
            #expect(isFirst, "told twice: \(kind) \(identity) \(version)")
        }
    }

    @Test(arguments: UInt64(1)...20)
    func `through any faults all is told once and in its order`(seed: UInt64) {
        var random = Random(state: seed)
        var server = Server()
        var machine = WatchMachine()
        var watcher = Watcher()
        var lists = 0
        for _ in 0..<400 {
            for _ in 0..<random.next() % 4 { server.change("o\(random.next() % 6)", &random) }
            if random.next() % 12 == 0 { server.forgotten = server.version }
            switch machine.step {
            case .list:
                lists += 1
                machine.beginList()
                let snapshot = server
                for (name, found) in snapshot.objects.sorted(by: { $0.key < $1.key }) {
                    if random.next() % 16 == 0 { break }
                    let identity = snapshot.identity(name, found.uid)
                    for (kind, identity) in machine.listed(identity, version: "\(found.version)") {
                        watcher.hear(kind, identity, nil)
                    }
                }
                // A page expired: the list begins anew.
                if random.next() % 8 == 0 { continue }
                machine.beginList()
                for (name, found) in snapshot.objects {
                    let identity = snapshot.identity(name, found.uid)
                    for (kind, identity) in machine.listed(identity, version: "\(found.version)") {
                        watcher.hear(kind, identity, nil)
                    }
                }
                for gone in machine.finishList(version: "\(snapshot.version)") { watcher.hear(.deleted, gone, nil) }
            case .watch(let text):
                let from = Int(text) ?? 0
                guard from >= server.forgotten else {
                    machine.ended(.expired)
                    continue
                }
                // A server behind a proxy that answers from a buffer may begin too early.
                let start = max(0, from - Int(random.next() % 3))
                for event in server.history where event.version > start {
                    if random.next() % 10 == 0 { break }
                    for (kind, identity) in machine.received(event.kind, event.identity, version: "\(event.version)") {
                        watcher.hear(kind, identity, event.version)
                    }
                    if random.next() % 10 == 0 { machine.bookmark(version: "\(event.version)") }
                }
                machine.ended(.closed)
            }
        }
        // Quiet at last: what is known is what there is.
        server.forgotten = server.version
        machine.ended(.expired)
        machine.beginList()
        for (name, found) in server.objects {
            for (kind, identity) in machine.listed(server.identity(name, found.uid), version: "\(found.version)") {
                watcher.hear(kind, identity, nil)
            }
        }
        for gone in machine.finishList(version: "\(server.version)") { watcher.hear(.deleted, gone, nil) }
        #expect(watcher.alive == server.objects.mapValues(\.uid))
        #expect(machine.count == server.objects.count)
        #expect(lists > 1)
    }
}
