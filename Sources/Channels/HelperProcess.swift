import Machines
import Offload
import Wire

/// A command in the guest. A cancelled wait, read or write ends it; so does the loss of its last reference.
final class HelperProcess: GuestProcess {
    private let stream: HelperStream
    /// Its session must not end before it.
    private let channel: HelperChannel
    private let command: Command

    init(_ stream: HelperStream, of channel: HelperChannel, command: Command) {
        self.channel = channel
        self.stream = stream
        self.command = command
    }

    deinit {
        if stream.look(\.end) == nil { stream.send(.cancel(stream.id, grace: 0)) }
    }

    func readOutput() async throws(MachineError) -> [UInt8] { try await read(.output) }
    func readError() async throws(MachineError) -> [UInt8] { try await read(.error) }

    func write(_ bytes: [UInt8]) async throws(MachineError) {
        do { _ = try await stream.write(bytes) } catch { throw await ended(error) }
    }

    func closeInput() async throws(MachineError) {
        stream.send(.eof(stream.id, .input))
    }

    func signal(_ number: Int32) async throws(MachineError) {
        guard let number = UInt8(exactly: number), number > 0 else {
            throw MachineError(.invalidInput, "there is no signal \(number)")
        }
        stream.send(.signal(stream.id, number))
    }

    func resize(_ size: TerminalSize) async throws(MachineError) {
        stream.send(.resize(stream.id, rows: size.rows, columns: size.columns))
    }

    func wait() async throws(MachineError) -> Termination {
        let end: StreamState.End
        do { end = try await stream.waitForEnd() } catch { throw await ended(error) }
        switch end {
        case .lost(let error): throw error.mayHaveRun
        case .ended(let ending):
            switch ending.outcome {
            case .exited(let code): return .exited(Int32(truncatingIfNeeded: code))
            case .signaled(let signal): return .signaled(Int32(truncatingIfNeeded: signal))
            case .done: return .exited(0)
            case .failed(let failure):
                throw MachineError(
                    .channelLost, "the guest lost the command: \(failure.reason)", execution: .mayHaveRun)
            }
        }
    }

    func terminate() async {
        await stream.cancel(grace: command.grace)
    }

    private func read(_ channel: Channel) async throws(MachineError) -> [UInt8] {
        do { return try await stream.read(channel) } catch { throw await ended(error) }
    }

    /// After a cancellation nothing of the command is left when its error arrives.
    private func ended(_ error: any Error) async -> MachineError {
        if let error = error as? MachineError { return error.mayHaveRun }
        await terminate()
        return MachineError(
            .cancelled, "\(command.executable) was cancelled and ended in the guest", execution: .mayHaveRun)
    }
}

extension ExecRequest {
    init(_ command: Command) {
        self.init(
            arguments: [command.executable] + command.arguments,
            environment: command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" },
            directory: command.workingDirectory ?? "", user: command.user ?? "")
        if command.input { options.insert(.standardInput) }
        if let size = command.terminal {
            options.insert(.terminal)
            (rows, columns) = (size.rows, size.columns)
        }
    }
}
