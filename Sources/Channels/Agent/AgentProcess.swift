import Machines
import Offload
import Synchronization
import Wire

/// A command that the agent started. A cancelled wait, read or write ends it; so does the loss of its last reference.
final class AgentProcess: GuestProcess {
    private struct State {
        var outputEnded = false
        var errorEnded = false
        /// The processes that hold the pipes' ends for the host.
        var holders: [String: String]
    }

    private let channel: AgentChannel
    private let command: Command
    private let pid: Int64
    private let ending: Task<Termination, any Error>
    private let over = Mutex(false)
    private let heads: LaunchHeads
    private let state: Mutex<State>

    private init(_ channel: AgentChannel, _ command: Command, pid: Int64, holders: [String: String], nonce: String) {
        self.channel = channel
        self.command = command
        self.pid = pid
        heads = LaunchHeads(errors: LaunchReport(nonce: nonce))
        state = Mutex(State(holders: holders))
        channel.note(pid, running: command.grace)
        ending = Task {
            let status = try await channel.calls.end(of: pid)
            channel.note(pid, running: nil)
            if let signal = status.signal { return .signaled(signal) }
            return .exited(status.exitcode ?? 0)
        }
    }

    deinit {
        let (channel, pid, ending, grace) = (channel, pid, ending, command.grace)
        let holders = Array(state.withLock { $0.holders }.values)
        let ended = over.withLock { $0 }
        Task {
            if !ended { await channel.finish(pid, grace: grace) }
            _ = try? await ending.value
            await Self.release(holders, channel.calls)
        }
    }

    private static func release(_ holders: [String], _ calls: AgentCalls) async {
        if holders.isEmpty { return }
        _ = try? await calls.run("/bin/sh", ["-c", "kill -9 \"$@\"", "sh"] + holders)
    }

    static func start(_ command: Command, in channel: AgentChannel) async throws(MachineError) -> AgentProcess {
        let launch = try Launch(command)
        // What the guest has begun is waited for by a task of its own, so that a cancelled caller knows what to end.
        let task = Task { () async throws -> AgentProcess in try await begin(launch, command, in: channel) }
        do {
            return try await joining(task)
        } catch let error as MachineError {
            throw error
        } catch {
            if let process = try? await withDeadline(.seconds(5), { try await joining(task) }) {
                await process.terminate()
            }
            throw MachineError(.cancelled, "cancelled while the guest was starting it", execution: .mayHaveRun)
        }
    }

    private static func begin(
        _ launch: Launch, _ command: Command, in channel: AgentChannel
    ) async throws(MachineError) -> AgentProcess {
        let names = command.input ? ["i", "o", "e"] : ["o", "e"]
        let made = try await channel.calls.run("/bin/sh", ["-c", AgentScripts.pipes, "sh"] + names)
        var holders: [String: String] = [:]
        for line in String(decoding: made.output, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if words.count == 2, Int32(words[1]) != nil { holders[words[0]] = words[1] }
        }
        guard holders.count == 2 * names.count, let output = holders["ow"], let error = holders["ew"] else {
            let said = String(decoding: made.error, as: UTF8.self)
            throw MachineError(.commandNotStarted, "the guest made no pipes for the command: \(said)")
        }
        let words = ["-c", AgentScripts.attach, "sh", holders["ir"] ?? "", output, error] + launch.arguments()
        let started: AgentProcessID
        do throws(MachineError) {
            started = try await channel.calls.call(.exec("/bin/sh", words, capture: false))
        } catch {
            await release(Array(holders.values), channel.calls)
            throw error.code == .channelLost || error.code == .timedOut ? error.mayHaveRun : error
        }
        for name in ["ir", "ow", "ew"] { holders[name] = nil }
        let process = AgentProcess(channel, command, pid: started.pid, holders: holders, nonce: launch.nonce)
        try await process.awaitReport(LaunchReport(nonce: launch.nonce))
        return process
    }

    private func awaitReport(_ report: LaunchReport) async throws(MachineError) {
        var report = report
        while true {
            let bytes = try await take("or", ended: \.outputEnded)
            if bytes.isEmpty {
                let said = (try? await take("er", ended: \.errorEnded)) ?? []
                let text = report.text + String(decoding: said, as: UTF8.self)
                throw MachineError(.commandNotStarted, "the guest's shell did not start the command: \(text)")
            }
            guard let (word, rest) = try report.take(bytes) else { continue }
            switch word {
            case .started: return heads.put(output: rest)
            case .failed(let failure): throw .start(of: command, failure)
            case .other: throw MachineError(.commandNotStarted, "the guest's launcher said \(report.text)")
            }
        }
    }

    /// What is in a pipe by now, or the first that comes.
    private func take(_ holder: String, ended: any WritableKeyPath<State, Bool> & Sendable) async throws(MachineError)
        -> [UInt8]
    {
        let pid = state.withLock { $0[keyPath: ended] ? nil : $0.holders[holder] }
        guard let pid else { return [] }
        let status = try await channel.calls.run("/bin/sh", ["-c", AgentScripts.read, "sh", pid])
        if !status.output.isEmpty { return status.output }
        guard status.exitcode == 0 else {
            throw MachineError(
                .channelLost, "the command's pipes in the guest are gone: something there ended their holders")
        }
        let left = state.withLock { state in
            state[keyPath: ended] = true
            return state.holders.removeValue(forKey: holder)
        }
        if let left { await Self.release([left], channel.calls) }
        return []
    }

    func readOutput() async throws(MachineError) -> [UInt8] {
        try await heads.output { () async throws(MachineError) in
            do throws(MachineError) { return try await take("or", ended: \.outputEnded) } catch {
                throw await ended(error)
            }
        }
    }

    func readError() async throws(MachineError) -> [UInt8] {
        try await heads.errors { () async throws(MachineError) in
            do throws(MachineError) { return try await take("er", ended: \.errorEnded) } catch {
                throw await ended(error)
            }
        }
    }

    func write(_ bytes: [UInt8]) async throws(MachineError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let holder = state.withLock({ $0.holders["iw"] }), !over.withLock({ $0 }) else { return }
            // In a real guest an agent that is sent 256 KiB at once gives no answer; with 64 KiB it does.
            let part = Array(rest.prefix(65_536))
            do {
                // Ended by SIGPIPE when nobody reads: the bytes are dropped.
                let status = try await channel.calls.run(
                    "/bin/sh", ["-c", AgentScripts.write, "sh", holder], input: part)
                if status.signal != nil || status.exitcode != 0 { return }
            } catch { throw await ended(error) }
            rest = rest.dropFirst(part.count)
        }
    }

    func closeInput() async throws(MachineError) {
        guard let holder = state.withLock({ $0.holders.removeValue(forKey: "iw") }) else { return }
        await Self.release([holder], channel.calls)
    }

    func signal(_ number: Int32) async throws(MachineError) {
        guard (1...64).contains(number) else { throw MachineError(.invalidInput, "there is no signal \(number)") }
        _ = try await channel.calls.run("/bin/sh", ["-c", "kill \"-$1\" \"-$2\"", "sh", "\(number)", "\(pid)"])
    }

    func resize(_ size: TerminalSize) async throws(MachineError) {}

    func wait() async throws(MachineError) -> Termination {
        do {
            let termination = try await joining(ending)
            over.withLock { $0 = true }
            return termination
        } catch {
            throw await ended(error)
        }
    }

    func terminate() async {
        if over.withLock({ $0 }) { return }
        await uncancelled { [channel, pid, command, ending] in
            await channel.finish(pid, grace: command.grace)
            _ = try? await ending.value
        }
    }

    /// After a cancellation nothing of the command is left when its error arrives.
    private func ended(_ error: any Error) async -> MachineError {
        if let error = error as? MachineError, error.code != .cancelled {
            if error.code != .guestFailed { return error.mayHaveRun }
            return MachineError(.channelLost, error.message, execution: .mayHaveRun)
        }
        await terminate()
        return MachineError(
            .cancelled, "\(command.executable) was cancelled and ended in the guest", execution: .mayHaveRun)
    }
}
