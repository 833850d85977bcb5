import Testing

@testable import Lifecycle

struct AddressPlanTests {
    @Test("addresses are given in the order of joining, and each card's is made of it")
    func order() throws {
        var plan = try AddressPlan("10.77.0.0/24")
        let members = try ["server", "client"].map { name in try plan.join(name) }
        #expect(
            members.map { "\($0.address) \($0.card)" } == [
                "10.77.0.1 02:6d:0a:4d:00:01", "10.77.0.2 02:6d:0a:4d:00:02",
            ])
        #expect(plan.hosts == "10.77.0.1 server # mayfly network\n10.77.0.2 client # mayfly network\n")
    }

    @Test("a name is free again when its machine has left, its address is not")
    func left() throws {
        var plan = try AddressPlan("10.77.0.0/24")
        _ = try plan.join("server")
        plan.leave("server")
        let again = try plan.join("server")
        #expect("\(again.address)" == "10.77.0.2")
        #expect(plan.members.count == 1)
    }

    @Test("a name that is taken is refused, in whatever case it is written")
    func taken() throws {
        var plan = try AddressPlan("10.77.0.0/24")
        _ = try plan.join("server")
        let error = #expect(throws: AddressPlan.Refusal.self) { try plan.join("Server") }
        #expect(error?.description.contains("has a machine called Server already") == true)
    }

    @Test("what is no host's name is refused", arguments: ["", "-a", "a-", "a b", "a.b", "a\nb", "ä", "localhost"])
    func names(_ name: String) throws {
        var plan = try AddressPlan("10.77.0.0/24")
        #expect(throws: AddressPlan.Refusal.self) { try plan.join(name) }
        #expect(plan.members.isEmpty)
    }

    @Test("a network that is full says so")
    func full() throws {
        var plan = try AddressPlan("10.77.0.0/30")
        let members = try ["a", "b"].map { name in try plan.join(name) }
        #expect(members.map { "\($0.address)" } == ["10.77.0.1", "10.77.0.2"])
        let error = #expect(throws: AddressPlan.Refusal.self) { try plan.join("c") }
        #expect(error?.description.contains("all addresses of 10.77.0.0/30 are given") == true)
    }

    @Test("what is no network is refused", arguments: ["", "10.77.0.0", "10.77.0.0/31", "10.0.0.0/7", "fd00::/64"])
    func networks(_ text: String) {
        #expect(throws: AddressPlan.Refusal.self) { try AddressPlan(text) }
    }
}
