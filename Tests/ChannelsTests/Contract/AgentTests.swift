import Channels
import Machines
import MayflyTestSupport
import Synchronization
import Testing
import Wire

@Suite(.timeLimit(.minutes(1))) struct AgentTests {
    /// An agent that answers from a list and remembers what it was asked.
    final class FakeAgent: AgentTransport {
        let asked = Mutex<[String]>([])
        private let answers: @Sendable (String) throws(MachineError) -> String

        init(_ answers: @escaping @Sendable (String) throws(MachineError) -> String) { self.answers = answers }

        func call(_ json: String, within limit: Duration) async throws(MachineError) -> String {
            asked.withLock { $0.append(json) }
            return try answers(json)
        }

        static let info = """
            {"return":{"version":"9","supported_commands":[{"name":"guest-exec","enabled":true,"success-response":true},
            {"name":"guest-exec-status","enabled":true,"success-response":true}]}}
            """
    }

    @Test func `a shutdown is asked for by its mode, and no answer is the answer`() async throws {
        let agent = FakeAgent { json throws(MachineError) in
            if json.contains("guest-shutdown") { throw MachineError(.timedOut, "no answer") }
            return json.contains("guest-info") ? FakeAgent.info : "{\"return\":{}}"
        }
        let channel = try await AgentChannel.waitAndConnect(agent)
        try await channel.shutDown(.powerOff)
        try await channel.shutDown(.reboot)
        let last = agent.asked.withLock { $0.suffix(2) }
        #expect(
            last.first?.contains("\"mode\":\"powerdown\"") == true && last.last?.contains("\"mode\":\"reboot\"") == true
        )
    }

    @Test func `a shutdown that the agent refuses is an error`() async throws {
        let agent = FakeAgent { json in
            if json.contains("guest-shutdown") {
                return #"{"error":{"class":"CommandNotFound","desc":"guest-shutdown has been disabled"}}"#
            }
            return json.contains("guest-info") ? FakeAgent.info : "{\"return\":{}}"
        }
        let channel = try await AgentChannel.waitAndConnect(agent)
        await #expect { try await channel.shutDown(.powerOff) } throws: {
            ($0 as? MachineError)?.code == .unsupported && "\($0)".contains("guest-shutdown")
        }
    }

    @Test func `an agent that is not there yet is asked again`() async throws {
        let tries = Mutex(0)
        let agent = FakeAgent { json throws(MachineError) in
            let count = tries.withLock { tries in
                tries += 1
                return tries
            }
            if count < 4 { throw MachineError(.timedOut, "not yet") }
            return json.contains("guest-info") ? FakeAgent.info : "{\"return\":{}}"
        }
        #expect(try await AgentChannel.waitAndConnect(agent).info.version == "9")
    }

    @Test func `a wait that is cancelled tells what was seen last`() async throws {
        let agent = FakeAgent { _ throws(MachineError) in throw MachineError(.timedOut, "no answer at all") }
        let task = Task { try await AgentChannel.waitAndConnect(agent) }
        #expect(try await eventually { agent.asked.withLock { $0.count } > 1 })
        task.cancel()
        let result = await task.result
        #expect { try result.get() } throws: {
            ($0 as? MachineError)?.code == .cancelled && "\($0)".contains("no answer at all")
        }
    }

    @Test(.requires(.program("qemu-ga"))) func `an agent that may not execute is refused with a remedy`() async throws {
        let agent = try await RunningAgent(blocking: ["guest-exec"])
        await #expect { _ = try await AgentChannel.waitAndConnect(agent.transport()) } throws: {
            ($0 as? MachineError)?.code == .unsupported && "\($0)".contains("qemu-ga.conf")
                && "\($0)".contains("'ssh'")
        }
    }

    @Test(.requires(.program("qemu-ga"))) func `the agent says what the guest is`() async throws {
        let agent = try await RunningAgent()
        let channel = try await AgentChannel.waitAndConnect(agent.transport())
        #expect(try await channel.osInfo().kernelRelease?.isEmpty == false)
        try await channel.ping()
    }
}
