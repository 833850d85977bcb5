import Machines
import MayflyTestSupport
import Testing

@testable import Channels

@Suite("Names of what is offered", .timeLimit(.minutes(2)))
struct OfferedNameTests {
    @Test(
        "what is no host's name is refused",
        arguments: [
            "", ".", "a b", "a\nb", "-a", "a-", "a..b", "10.0.2.1", "ü.test", "a#b", String(repeating: "a", count: 64),
        ])
    func refused(_ text: String) {
        #expect { try OfferedName(text) } throws: {
            ($0 as? MachineError)?.code == .invalidInput && "\($0)".contains("api.test")
        }
    }

    @Test("a name's address is the same each time, in the loopback, and another name's is another")
    func address() throws {
        let names = try ["api.test", "db.test", "a", "registry.example"].map { try OfferedName($0).address }
        #expect(Set(names).count == names.count)
        #expect(names.allSatisfy { $0.hasPrefix("127.77.") && !$0.hasSuffix(".0") && !$0.hasSuffix(".255") })
        #expect(try OfferedName("API.test").address == names[0])
    }

    @Test("a guest is told a name once, and one that it knows as another's is left alone")
    func told() async throws {
        let guest = try await Guest()
        let scratch = Scratch("hosts")
        let hosts = try scratch.write(
            "hosts", "# api.test is here\n10.0.0.7 db db.test # other.test\n127.0.0.1 localhost")
        let name = try OfferedName("api.test")
        for _ in 0..<2 { try await name.tell(guest.channel, hosts: hosts) }
        #expect(
            scratch.text("hosts") == "# api.test is here\n10.0.0.7 db db.test # other.test\n127.0.0.1 localhost\n"
                + "\(name.address)\tapi.test\n")
        try await OfferedName("other.test").tell(guest.channel, hosts: hosts)
        await #expect { try await OfferedName("db.test").tell(guest.channel, hosts: hosts) } throws: {
            ($0 as? MachineError)?.code == .guestFailed && "\($0)".contains("says that it is 10.0.0.7")
        }
    }

    @Test("a guest that has no list of hosts gets one, and one that cannot be written is told")
    func missing() async throws {
        let guest = try await Guest()
        let scratch = Scratch("hosts")
        let name = try OfferedName("api.test")
        try await name.tell(guest.channel, hosts: scratch("hosts"))
        #expect(scratch.text("hosts")?.hasSuffix("\tapi.test\n") == true)
        await #expect { try await name.tell(guest.channel, hosts: scratch("no/hosts")) } throws: {
            ($0 as? MachineError)?.code == .guestFailed
        }
    }
}
