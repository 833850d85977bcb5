package import Fixtures
package import Machines
import Offload
import Synchronization
package import Wire

/// The way into a guest through the QEMU guest agent, which most distributions have. Streams are pipes in the guest that
/// further commands read and write, so nothing is cut off and what nobody reads holds the command back.
///
/// It has no terminals and opens no connections, and it cannot tell that its host is gone: what a host that was killed
/// left running goes on until the machine ends.
package final class AgentChannel: GuestChannel {
    package let kind = GuestChannelKind.agent
    /// The agent's version and what it allows.
    package let info: AgentInfo

    let calls: AgentCalls
    private struct State {
        var closed = false
        var running: [Int64: Duration] = [:]
    }
    private let state = Mutex(State())

    private init(_ calls: AgentCalls, _ info: AgentInfo) {
        self.calls = calls
        self.info = info
    }

    /// Asks until the agent answers; the task's cancellation ends it.
    package static func waitAndConnect(_ transport: any AgentTransport) async throws(MachineError) -> AgentChannel {
        let calls = AgentCalls(transport)
        let info = try await keepTrying("the guest agent") { () async throws(MachineError) -> AgentInfo in
            let _: AgentNothing = try await calls.call(.ping, within: .seconds(5))
            return try await calls.call(.info)
        }
        for name in ["guest-exec", "guest-exec-status"] where !info.enables(name) { throw .agentRefuses(name) }
        return AgentChannel(calls, info)
    }

    /// Returns when the agent has answered.
    package func ping() async throws(MachineError) {
        let _: AgentNothing = try await calls.call(.ping, within: .seconds(5))
    }

    /// What runs in the guest.
    package func osInfo() async throws(MachineError) -> AgentOSInfo { try await calls.call(.osInfo) }

    /// Lets these public keys log a user in, besides those that do already.
    package func authorize(_ keys: [String], for user: String) async throws(MachineError) {
        let _: AgentNothing = try await calls.call(.addAuthorizedKeys(keys, user: user))
    }

    /// Sets a user's password.
    package func setPassword(_ password: [UInt8], of user: String) async throws(MachineError) {
        let _: AgentNothing = try await calls.call(.setPassword(password, user: user))
    }

    /// Starts a command as the agent's own user, which is root, unless the command names another.
    package func start(_ command: Command) async throws(MachineError) -> any GuestProcess {
        if command.terminal != nil {
            throw MachineError(
                .unsupported, "the guest agent has no terminals: use the channel 'helper' or 'ssh' for that")
        }
        if state.withLock({ $0.closed }) { throw MachineError(.channelLost, "the channel was closed") }
        return try await AgentProcess.start(command, in: self)
    }

    @discardableResult
    package func copyIn(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        try await TarCopy(channel: self).copyIn(source, to: destination)
    }

    @discardableResult
    package func copyOut(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        try await TarCopy(channel: self).copyOut(source, to: destination)
    }

    package func connect(host: String, port: UInt16) async throws(MachineError) -> any GuestConnection {
        throw MachineError(
            .unsupported,
            "the guest agent opens no connections: use the channel 'helper' or 'ssh', or a forwarded port")
    }

    package func shutDown(_ action: ShutdownAction) async throws(MachineError) {
        do throws(MachineError) {
            let mode = action == .reboot ? "reboot" : "powerdown"
            let _: AgentNothing = try await calls.call(.shutdown(mode), within: .seconds(5))
        } catch  where error.code == .timedOut || error.code == .channelLost {
            // The agent answers only what it cannot do.
            return
        }
    }

    package func close() async {
        let running = state.withLock { state in
            state.closed = true
            return state.running
        }
        await uncancelled { [self] in
            await withTaskGroup(of: Void.self) { group in
                for (session, grace) in running { group.addTask { await self.finish(session, grace: grace) } }
            }
        }
    }

    /// Ends a session's processes; returns when they are gone.
    func finish(_ session: Int64, grace: Duration) async {
        let tenths = max(0, min(Int(grace / .milliseconds(100)), 864_000))
        _ = try? await calls.run("/bin/sh", ["-c", AgentScripts.finish, "sh", "\(session)", "\(tenths)"])
    }

    func note(_ session: Int64, running grace: Duration?) {
        state.withLock { $0.running[session] = grace }
    }
}
