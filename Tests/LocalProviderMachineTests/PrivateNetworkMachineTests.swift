import Fixtures
import Host
import Machines
import Mayfly
import MayflyTestSupport
import MayflyTesting
import Offload
import Testing

@testable import LocalProvider

/// Forks of the tiny guest in private networks.
@Suite("Machines in private networks", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct PrivateNetworkMachineTests {
    /// The tiny fixture, forkable, with a name of its own so that no other suite's template is meant.
    private static func fixture() throws -> Fixture {
        var fixture = try TestHost.tiny()
        fixture.metadata.name = "networked"
        fixture.forkable = true
        return fixture
    }

    /// Three forks: two in the first network, one in the second.
    private func withThree(
        _ body: (_ networks: (Network, Network), _ machines: (server: Machine, client: Machine, stranger: Machine))
            async throws -> Void
    ) async throws {
        let fixture = try Self.fixture()
        let provider = try await TestHost.provider()
        let runs = try await TestHost.slots.withPermit {
            try await withNetwork(on: provider) { first in
                try await withNetwork(on: provider) { second in
                    try await withMachine(fixture, on: first, as: "server") { server in
                        try await withMachine(fixture, on: first, as: "client") { client in
                            try await withMachine(fixture, on: second, as: "stranger") { stranger in
                                try await body((first, second), (server, client, stranger))
                                return [server.id, client.id, stranger.id]
                            }
                        }
                    }
                }
            }
        }
        for run in runs { #expect(LocalLeftovers.of(run) == []) }
    }

    /// Whether a guest gets an answer from a host.
    private func reaches(_ machine: Machine, _ host: String, tries: Int = 30) async throws -> Bool {
        try await machine.run("ping", "-c", "1", "-w", "\(tries)", host, within: .seconds(60)).termination == .exited(0)
    }

    private func card(_ machine: Machine) async throws -> String {
        try await machine.says("cat /sys/class/net/eth0/address")
    }

    @Test("forks reach each other by name, from both sides and by TCP, and nobody in another network")
    func reach() async throws {
        try await withThree { networks, machines in
            let (server, client, stranger) = machines
            #expect(await networks.0.addresses == ["server": "10.77.0.1", "client": "10.77.0.2"])
            #expect(try await reaches(client, "server"))
            // Who was there first has been told of who came later.
            #expect(try await reaches(server, "client"))
            _ = try await server.says("echo served > /index.html; httpd -p 80 -h /")
            #expect(try await client.says("wget -q -O - http://server/index.html") == "served\n")
            #expect(try await card(server) == "02:6d:0a:4d:00:01\n")
            #expect(try await card(client) == "02:6d:0a:4d:00:02\n")
            // Its network has the same addresses, and nobody else in it.
            #expect(try await !reaches(stranger, "10.77.0.2", tries: 2))
            #expect(try await !reaches(stranger, "server", tries: 2))
        }
    }

    @Test("a fork of a member, a member that went back and one that moves are reached like others")
    func changes() async throws {
        try await withThree { networks, machines in
            let (server, client, stranger) = machines
            let twin = try await server.fork()
            try await finishing {
                try await networks.0.join(twin, as: "twin")
                #expect(try await reaches(client, "twin"))
                #expect(try await reaches(twin, "server"))
                #expect(try await twin.says("grep -c 'mayfly network' /etc/hosts") == "3\n")
            } finally: {
                await twin.delete()
            }

            try await server.revertToTemplate()
            #expect(try await reaches(client, "server"))
            try await client.powerCut()
            #expect(try await reaches(client, "server"))
            #expect(try await reaches(server, "client"))

            // A name of one that is gone is free.
            try await networks.0.join(stranger, as: "twin")
            #expect(try await reaches(stranger, "server"))
            #expect(await networks.0.addresses["twin"] == "10.77.0.4")
            #expect(await networks.1.addresses.isEmpty)
        }
    }

    @Test("a name that is taken, a network that has ended and a machine without a card are refused with the reason")
    func refused() async throws {
        try await withThree { networks, machines in
            let taken = await #expect(throws: MachineError.self) {
                try await networks.0.join(machines.stranger, as: "server")
            }
            #expect(taken?.code == .invalidInput && taken?.message.contains("choose another name") == true)
            await networks.1.end()
            let over = await #expect(throws: MachineError.self) {
                try await networks.1.join(machines.client, as: "client")
            }
            #expect(over?.message.contains("the network has ended") == true)
            try await withMachine(try Self.fixture(), on: try await TestHost.provider()) { bare in
                let error = await #expect(throws: MachineError.self) { try await networks.0.join(bare, as: "bare") }
                #expect(error?.code == .unsupported && error?.message.contains("networked()") == true)
            }
            // What could not join has left nothing.
            #expect(await networks.0.addresses.keys.sorted() == ["client", "server"])
        }
    }

    @Test(
        "a test's machines are in a network of its own",
        .machine(file: TestHost.package + "/Fixtures/tiny.yaml", as: "server"),
        .machine(file: TestHost.package + "/Fixtures/tiny.yaml", as: "client"), .network())
    func trait() async throws {
        #expect(try await reaches(try Machine.named("client"), "server"))
        #expect(try await Network.current.addresses.count == 2)
    }
}
