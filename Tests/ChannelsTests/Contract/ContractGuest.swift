import Channels
import Fixtures
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Offload
import Testing

/// A guest for the contract: this host, reached through one of the channels.
struct ContractGuest: Sendable {
    let channel: any GuestChannel
    /// Ends the connection in the middle of whatever is under way.
    let cut: @Sendable () -> Void
    let scratch = ScratchDirectory()

    init(_ kind: GuestChannelKind) async throws {
        switch kind {
        case .helper:
            let helper = RunningHelper()
            channel = try await HelperChannel.connect(over: HelperBytes(helper), within: .seconds(20))
            let process = helper.processID
            cut = { kill(process, SIGKILL) }
        case .ssh:
            let server = try RunningSSHServer()
            channel = try await server.connect()
            cut = { server.cut() }
        case .agent:
            let agent = try await RunningAgent()
            channel = try await AgentChannel.waitAndConnect(agent.transport())
            cut = { agent.cut() }
        }
    }

    func run(_ command: Command) async throws -> CommandResult {
        try await collect(channel.start(command), command)
    }

    func shell(_ script: String) async throws -> CommandResult { try await run(.shell(script)) }

    func failure(_ command: Command) async throws -> MachineError {
        do { _ = try await channel.start(command) } catch { return error }
        throw MachineError(.internalFault, "it started")
    }
}

func isAlive(_ pid: pid_t) -> Bool {
    let status = text(of: "/proc/\(pid)/stat")
    return !status.isEmpty && !status.contains(") Z")
}

/// Each kind of channel that this host can have a guest for.
let kinds = GuestChannelKind.allCases
