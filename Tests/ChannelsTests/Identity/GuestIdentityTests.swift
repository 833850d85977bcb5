import GuestHelperTestSupport
import Machines
import SSH
import Synchronization
import Testing
import Wire

@testable import Channels

@Suite(.timeLimit(.minutes(1))) struct GuestIdentityTests {
    private struct Counting: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x0101_0101_0101_0101
            return state
        }
    }

    @Test func `what is drawn comes from the source alone, and is what its files take`() throws {
        func drawn(_ start: UInt64) -> GuestIdentity {
            var source = Counting(state: start)
            return GuestIdentity(using: &source)
        }
        #expect(drawn(1) == drawn(1))
        let (one, other) = (drawn(1), drawn(2))
        #expect(one.entropy != other.entropy && one.seed != other.seed && one.machineID != other.machineID)
        #expect(one.bootID != other.bootID && one.entropy != Array(one.seed.prefix(one.entropy.count)))
        try one.request(clock: 1).validate()
        let bootID = try #require(one.bootID)
        #expect(Array(bootID)[14] == "4" && one.machineID?.count == 32)
    }

    @Test func `no secret is in its words`() throws {
        let key = try SSHKeyPair.generate()
        let identity = GuestIdentity(hostName: "new", hostKey: key)
        let secret = String(key.privateText.split(separator: "\n")[1])
        var dumped = ""
        dump(identity, to: &dumped)
        dump(Frame.request(1, .identity(try identity.requestNow())), to: &dumped)
        let words = "\(identity) \(String(reflecting: identity)) \(try identity.requestNow())" + dumped
        #expect(!words.contains(secret) && !words.contains("\(identity.entropy[0]), \(identity.entropy[1])"))
        #expect(words.contains("new"))
    }

    @Test func `what a guest could misread is refused on the host`() async throws {
        let channel = try await HelperChannel.connect(over: HelperBytes(RunningHelper()), within: .seconds(20))
        for name in ["a b", "", ".", "-x", String(repeating: "x", count: 65), "a\nb"] {
            await #expect { try await channel.become(GuestIdentity(hostName: name)) } throws: {
                ($0 as? MachineError)?.code == .invalidInput && "\($0)".contains("host name")
            }
        }
        await #expect { try await channel.become(GuestIdentity(instanceID: "../x")) } throws: {
            ($0 as? MachineError)?.code == .invalidInput
        }
    }

    @Test func `a guest that refuses is an error that says why`() async throws {
        let channel = try await HelperChannel.connect(over: HelperBytes(RunningHelper()), within: .seconds(20))
        await #expect { try await channel.setClock() } throws: {
            ($0 as? MachineError)?.code == .guestFailed && "\($0)".contains("virtio port")
        }
        try await channel.ping()
    }

    @Test func `the agent is asked once, and secrets are in no argument`() async throws {
        let asked = Mutex<[String]>([])
        let agent = AgentTests.FakeAgent { json in
            asked.withLock { $0.append(json) }
            if json.contains("guest-exec-status") {
                // "1 95 /dev/urandom\n2 0 \nend 0123\n"
                return
                    #"{"return":{"exited":true,"exitcode":0,"out-data":"MSA5NSAvZGV2L3VyYW5kb20KMiAwIAplbmQgMDEyMwo="}}"#
            }
            if json.contains("guest-exec") && !json.contains("guest-info") { return #"{"return":{"pid":7}}"# }
            return json.contains("guest-info") ? AgentTests.FakeAgent.info : "{\"return\":{}}"
        }
        let channel = try await AgentChannel.waitAndConnect(agent)
        let key = try SSHKeyPair.generate()
        let report = try await channel.become(GuestIdentity(hostKey: key))
        #expect(report.bootID == "0123")
        #expect(report.items == [.init(.entropy, .failed(error: 95), path: "/dev/urandom"), .init(.clock, .done)])
        let commands = asked.withLock { $0.filter { $0.contains("\"guest-exec\"") } }
        #expect(commands.count == 1)
        #expect(commands[0].contains("input-data") && !commands[0].contains("PRIVATE KEY"))
    }

    @Test func `a script that did not come to its end is an error with its words`() {
        #expect { try ShellIdentity.report("1 0 /dev/urandom\n", errors: "no such thing") } throws: {
            ($0 as? MachineError)?.code == .guestFailed && "\($0)".contains("no such thing")
        }
        #expect(throws: MachineError.self) { try ShellIdentity.report("77 0 x\nend x\n", errors: "") }
    }
}
