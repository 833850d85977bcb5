import Machines
import Synchronization
import Wire

/// The calls to one agent, one after the other. One that was sent is waited for, however cancelled the caller is: its
/// answer may be the number of a process that must be ended.
actor AgentCalls {
    private let transport: any AgentTransport
    private var last: Task<Void, Never>?

    init(_ transport: any AgentTransport) {
        self.transport = transport
    }

    private static let patience = Duration.seconds(30)

    func call<Value: AgentValue>(
        _ request: AgentRequest, as: Value.Type = Value.self, within limit: Duration = patience
    ) async throws(MachineError) -> Value {
        let (transport, before) = (transport, last)
        let task = Task { () async -> Result<String, MachineError> in
            await before?.value
            do throws(MachineError) {
                return .success(try await transport.call(request.json, within: limit))
            } catch {
                return .failure(error)
            }
        }
        last = Task { _ = await task.value }
        let json = try await task.value.get()
        let reply: AgentReply<Value>
        do { reply = try AgentReply(json: json) } catch { throw MachineError(.channelLost, error.message) }
        switch reply {
        case .value(let value): return value
        case .failed(let failure) where failure.isRefusal: throw .agentRefuses(request.name, failure.description)
        case .failed(let failure):
            throw MachineError(.guestFailed, "the guest agent failed at \(request.name): \(failure.description)")
        }
    }

    /// A program that was ended, with what it wrote.
    func run(_ path: String, _ words: [String], input: [UInt8]? = nil) async throws(MachineError) -> AgentStatus {
        let process: AgentProcessID = try await call(.exec(path, words, input: input))
        let status = try await end(of: process.pid)
        if status.isTruncated {
            throw MachineError(.guestFailed, "\(path) wrote more than the 16 MiB that the guest agent keeps")
        }
        return status
    }

    /// Asks again and again, ever less often: the agent tells nothing by itself.
    func end(of pid: Int64, longestPause: Duration = .milliseconds(200)) async throws(MachineError) -> AgentStatus {
        var pause = Duration.milliseconds(2)
        while true {
            let status: AgentStatus = try await call(.execStatus(pid))
            if status.exited { return status }
            do { try await Task.sleep(for: pause) } catch {
                throw MachineError(.cancelled, "cancelled while a command ran in the guest", execution: .mayHaveRun)
            }
            pause = min(pause * 3 / 2, longestPause)
        }
    }
}

extension MachineError {
    static func agentRefuses(_ command: String, _ reason: String = "") -> MachineError {
        MachineError(
            .unsupported,
            """
            the guest agent does not allow \(command)\(reason.isEmpty ? "" : " (\(reason))"): allow it in the guest's \
            /etc/qemu/qemu-ga.conf or /etc/sysconfig/qemu-ga, or use the channel 'helper' or 'ssh'
            """)
    }
}
