package import Machines

/// Carries one request of JSON to a guest's agent and brings the answer. Several calls are never under way at once.
package protocol AgentTransport: Sendable {
    /// The answer, as the agent gave it (an error of its own too). Throws ``MachineError/Code/timedOut`` when none came,
    /// ``MachineError/Code/channelLost`` when none can come any more.
    func call(_ json: String, within limit: Duration) async throws(MachineError) -> String
}
