import Machines
import Offload
import SSH
import Synchronization

/// A command that runs in the guest, started through SSH. A cancelled wait, read or write ends it; so does the loss of
/// its last reference.
final class SSHProcess: GuestProcess {
    private let stream: SSHStream
    private let connection: SSHConnections.Connection
    private let channel: SSHChannel
    private let command: Command
    private let session: Int32
    private let heads: LaunchHeads
    private let over = Mutex<Termination?>(nil)

    private init(
        _ stream: SSHStream, _ connection: SSHConnections.Connection, of channel: SSHChannel, command: Command,
        session: Int32, heads: LaunchHeads
    ) {
        self.stream = stream
        self.connection = connection
        self.channel = channel
        self.command = command
        self.session = session
        self.heads = heads
    }

    deinit {
        let (stream, connection, connections, session) = (stream, connection, channel.connections, session)
        let (ended, grace) = (over.withLock { $0 != nil }, command.grace)
        Task {
            if !ended { await connection.warden.finish(session, grace: grace) }
            await stream.close()
            await connections.release(connection)
        }
    }

    /// libssh2 sends no request that is longer than a packet of 35,000 bytes.
    private static let longestLine = 30_000

    static func start(_ command: Command, in channel: SSHChannel) async throws(MachineError) -> SSHProcess {
        // Nothing is sent for what cannot be said.
        let size = try Launch(command).line(registry: "").utf8.count
        if size > Self.longestLine, command.terminal != nil {
            throw MachineError(
                .invalidInput,
                "arguments and environment of a command with a terminal take \(size) bytes of at most "
                    + "\(Self.longestLine) through SSH: pass them in a file, or use the channel 'helper'")
        }
        // What the guest has begun is waited for by a task of its own, so that a cancelled caller knows what to end.
        let task = Task { () async throws -> SSHProcess in try await begin(command, in: channel) }
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

    private static func begin(_ command: Command, in channel: SSHChannel) async throws(MachineError) -> SSHProcess {
        let terminal = command.terminal.map { SSHStream.Size(columns: $0.columns, rows: $0.rows) }
        // Its nonce stands for whichever connection it will be.
        let launch = try Launch(command)
        let isLong = launch.line(registry: "").utf8.count > longestLine
        let (stream, connection) = try await channel.connections.execute(
            { isLong ? Launch.reader : launch.line(registry: $0.warden.registry) }, terminal: terminal)
        var report = LaunchReport(nonce: launch.nonce)
        do throws(MachineError) {
            if isLong {
                do { _ = try await stream.write(launch.input(registry: connection.warden.registry)) } catch {
                    throw .ssh(error).mayHaveRun
                }
            }
            while true {
                let bytes: [UInt8]
                do { bytes = try await stream.read() } catch { throw .ssh(error).mayHaveRun }
                if bytes.isEmpty { throw await silence(stream, report) }
                guard let (word, rest) = try report.take(bytes) else { continue }
                switch word {
                case .failed(let failure): throw .start(of: command, failure)
                case .started(let session):
                    let head = terminal == nil ? LaunchReport(nonce: launch.nonce) : nil
                    return SSHProcess(
                        stream, connection, of: channel, command: command, session: session,
                        heads: LaunchHeads(output: rest, errors: head))
                case .other: throw MachineError(.commandNotStarted, "the guest's launcher said \(report.text)")
                }
            }
        } catch {
            await stream.close()
            await channel.connections.release(connection)
            throw error
        }
    }

    /// The launcher ended without a word: what its shell said instead.
    private static func silence(_ stream: SSHStream, _ report: LaunchReport) async -> MachineError {
        var text = report.text
        while let bytes = try? await stream.readError(), !bytes.isEmpty {
            text += String(decoding: bytes, as: UTF8.self)
        }
        return MachineError(.commandNotStarted, "the guest's shell did not start the command: \(text.prefix(2000))")
    }

    func readOutput() async throws(MachineError) -> [UInt8] {
        try await heads.output { () async throws(MachineError) in
            do throws(SSHError) { return try await stream.read() } catch { throw await ended(error) }
        }
    }

    func readError() async throws(MachineError) -> [UInt8] {
        if command.terminal != nil { return [] }
        return try await heads.errors { () async throws(MachineError) in
            do throws(SSHError) { return try await stream.readError() } catch { throw await ended(error) }
        }
    }

    func write(_ bytes: [UInt8]) async throws(MachineError) {
        do { _ = try await stream.write(bytes) } catch { throw await ended(error) }
    }

    func closeInput() async throws(MachineError) {
        // A terminal has no end of its own: this is the key that says so.
        do {
            if command.terminal != nil { _ = try await stream.write([4]) } else { try await stream.closeWriting() }
        } catch { throw await ended(error) }
    }

    func signal(_ number: Int32) async throws(MachineError) {
        guard (1...64).contains(number) else { throw MachineError(.invalidInput, "there is no signal \(number)") }
        await connection.warden.signal(session, number)
    }

    func resize(_ size: TerminalSize) async throws(MachineError) {
        guard command.terminal != nil else { return }
        do { try await stream.resize(SSHStream.Size(columns: size.columns, rows: size.rows)) } catch {
            throw await ended(error)
        }
    }

    func wait() async throws(MachineError) -> Termination {
        if let termination = over.withLock({ $0 }) { return termination }
        var patience = Duration.milliseconds(200)
        while true {
            let stream = stream
            do {
                return await note(try await withDeadline(patience) { try await stream.waitForEnding() })
            } catch let error as SSHError {
                throw await ended(error)
            } catch {
                if Task.isCancelled { throw await ended(SSHError(.cancelled, "cancelled")) }
            }
            // An exit with 0 is silent for as long as something holds the output, or nobody reads it. Asked twice: what
            // the server knew when it passed on the first answer, it has told before the second.
            if await connection.warden.isGone(session), await connection.warden.isGone(session) {
                let ending: SSHEnding?
                do { ending = try await stream.ending() } catch { throw await ended(error) }
                return await note(ending ?? .exited(0))
            }
            patience = min(patience * 2, .seconds(5))
        }
    }

    private func note(_ ending: SSHEnding) async -> Termination {
        let termination: Termination =
            switch ending {
            case .exited(let code): .exited(code)
            case .signaled(let name): .signaled(signalNumber(name))
            }
        let first = over.withLock { known in
            defer { known = termination }
            return known == nil
        }
        if first { await connection.warden.forget(session) }
        return termination
    }

    func terminate() async {
        if over.withLock({ $0 != nil }) { return }
        await uncancelled { [connection, session, command] in
            await connection.warden.finish(session, grace: command.grace)
        }
    }

    /// After a cancellation nothing of the command is left when its error arrives.
    private func ended(_ error: SSHError) async -> MachineError {
        guard error.code == .cancelled else { return .ssh(error).mayHaveRun }
        await terminate()
        return MachineError(
            .cancelled, "\(command.executable) was cancelled and ended in the guest", execution: .mayHaveRun)
    }
}

/// The number of a signal by the name that SSH gives it; 0 for one without a name there.
func signalNumber(_ name: String) -> Int32 {
    let numbers: [String: Int32] = [
        "HUP": 1, "INT": 2, "QUIT": 3, "ILL": 4, "ABRT": 6, "FPE": 8, "KILL": 9, "USR1": 10, "SEGV": 11, "USR2": 12,
        "PIPE": 13, "ALRM": 14, "TERM": 15,
    ]
    return numbers[name] ?? 0
}
