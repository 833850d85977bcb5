import Kubernetes
import Testing

@Suite struct WatchMachineTests {
    private func object(_ name: String, _ uid: String = "1") -> ObjectIdentity {
        ObjectIdentity(namespace: "n", name: name, uid: uid)
    }

    private func words(_ news: [(WatchMachine.Kind, ObjectIdentity)]) -> [String] {
        news.map { "\($0) \($1.name)\($1.uid)" }
    }

    /// One with `a` and `b` of version 5.
    private func listed() -> WatchMachine {
        var machine = WatchMachine()
        machine.beginList()
        #expect(words(machine.listed(object("a"), version: "3")) == ["added a1"])
        #expect(words(machine.listed(object("b"), version: "5")) == ["added b1"])
        #expect(machine.finishList(version: "7").isEmpty)
        return machine
    }

    @Test func `a list comes first, then a watch from its version on`() {
        #expect(WatchMachine().step == .list)
        #expect(listed().step == .watch(from: "7"))
    }

    @Test func `events move the version, and so does a bookmark`() {
        var machine = listed()
        #expect(words(machine.received(.modified, object("a"), version: "8")) == ["modified a1"])
        #expect(machine.step == .watch(from: "8"))
        machine.bookmark(version: "12")
        #expect(machine.step == .watch(from: "12"))
        #expect(words(machine.received(.deleted, object("a"), version: "13")) == ["deleted a1"])
        #expect(machine.count == 1)
    }

    @Test func `what was told is not told again`() {
        var machine = listed()
        #expect(machine.received(.added, object("a"), version: "3").isEmpty)
        #expect(machine.received(.modified, object("b"), version: "4").isEmpty)
        #expect(machine.received(.deleted, object("c"), version: "9").isEmpty)
        #expect(words(machine.received(.added, object("a"), version: "10")) == ["modified a1"])
        #expect(words(machine.received(.modified, object("c"), version: "11")) == ["added c1"])
    }

    @Test func `another object of the same name is a deletion and an addition`() {
        var machine = listed()
        #expect(words(machine.received(.modified, object("a", "2"), version: "8")) == ["deleted a1", "added a2"])
        #expect(machine.received(.deleted, object("a", "1"), version: "9").isEmpty)
    }

    @Test func `after 410 a new list tells only what is new, and what is gone`() {
        var machine = listed()
        machine.ended(.expired)
        #expect(machine.step == .list)
        machine.beginList()
        #expect(machine.listed(object("b"), version: "5").isEmpty)
        #expect(words(machine.listed(object("c"), version: "20")) == ["added c1"])
        #expect(machine.finishList(version: "21") == [object("a")])
        #expect(machine.step == .watch(from: "21"))
    }

    @Test func `a list that is begun again in its middle forgets nothing and repeats nothing`() {
        var machine = WatchMachine()
        machine.beginList()
        _ = machine.listed(object("a"), version: "1")
        machine.beginList()
        #expect(machine.listed(object("a"), version: "1").isEmpty)
        #expect(words(machine.listed(object("b"), version: "2")) == ["added b1"])
        #expect(machine.finishList(version: "2").isEmpty)
    }

    @Test func `a break goes on from the last version, and one after the other counts as failures`() {
        var machine = listed()
        machine.ended(.closed)
        machine.ended(.closed)
        #expect(machine.step == .watch(from: "7"))
        #expect(machine.failures == 2)
        machine.ended(.closed, wasFruitful: true)
        #expect(machine.failures == 0)
        machine.ended(.failed, wasFruitful: true)
        #expect(machine.failures == 1)
        machine.bookmark(version: "7")
        #expect(machine.failures == 1)
        machine.bookmark(version: "8")
        #expect(machine.failures == 0)
    }

    @Test(arguments: [
        ("2", "1", true), ("1", "1", false), ("1", "2", false), ("10", "9", true), ("9", "10", false), ("x", "y", true),
        ("x", "x", false), ("18446744073709551617", "18446744073709551616", true), ("010", "9", true), ("", "1", true),
    ])
    func `a version is news when it is greater, or when nobody can tell`(one: String, other: String, expected: Bool) {
        var machine = WatchMachine()
        machine.beginList()
        _ = machine.listed(object("a"), version: other)
        #expect(!machine.received(.modified, object("a"), version: one).isEmpty == expected)
    }
}
