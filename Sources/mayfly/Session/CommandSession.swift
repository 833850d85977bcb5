import Glibc
import Mayfly
import Offload
import Synchronization
import Terminal

/// Runs one command in a guest with this process's streams and signals, or with others.
struct CommandSession: Sendable {
    var command: Command
    var timeout: Duration?
    var streams = CommandStreams.ofThisProcess

    /// Returns the status that a shell would report.
    ///
    /// The timeout counts from here. With a relay SIGINT, SIGTERM, SIGHUP and SIGQUIT go to the guest's command; a second
    /// one of them ends the session here.
    func run(in machine: Machine, _ relay: SignalRelay? = nil) async throws -> Int32 {
        var command = command
        command.input = streams.input != nil
        if command.terminal != nil { command.terminal = windowSize() }
        let prepared = command
        guard prepared.terminal != nil, Standard.inputIsTerminal else {
            return try await stream(prepared, in: machine, relay)
        }
        return try await withRawTerminal { try await stream(prepared, in: machine, relay) }
    }

    private func stream(_ command: Command, in machine: Machine, _ relay: SignalRelay?) async throws -> Int32 {
        guard let timeout else { return try await perform(command, in: machine, relay) {} }
        let wasSent = Atomic(false)
        do {
            // The way to the guest counts too: a guest that is frozen or busy must not hold us.
            return try await withDeadline(timeout) {
                try await perform(command, in: machine, relay) { wasSent.store(true, ordering: .relaxed) }
            }
        } catch is DeadlineExceeded {
            guard wasSent.load(ordering: .relaxed) else {
                throw MachineError(
                    .timedOut,
                    "the guest did not answer within \(timeout), so the command was not sent; see its console",
                    machine: machine.name)
            }
            throw MachineError(.timedOut, "the command did not end within \(timeout)", execution: .mayHaveRun)
        }
    }

    /// Nothing of the command is left in the guest when this throws, unless the guest does not answer any more.
    private func perform(
        _ command: Command, in machine: Machine, _ relay: SignalRelay?, onSend: () -> Void
    ) async throws -> Int32 {
        let process: any GuestProcess
        do {
            let channel = try await machine.channel()
            try Task.checkCancellation()
            onSend()
            process = try await channel.start(command)
        } catch let error as MachineError {
            throw await machine.explaining(error)
        }
        relay?.attach(process)
        defer { relay?.detach() }
        do {
            return try await attach(to: process)
        } catch {
            await uncancelled { await process.terminate() }
            guard let error = error as? MachineError else { throw error }
            throw await machine.explaining(error.mayHaveRun)
        }
    }

    private func attach(to process: any GuestProcess) async throws -> Int32 {
        // Not awaited: what a person has not typed yet cannot be called back.
        let input = streams.input.map { read in
            Task {
                while !Task.isCancelled {
                    let bytes = await read()
                    if bytes.isEmpty { break }
                    try await process.write(bytes)
                }
                try await process.closeInput()
            }
        }
        defer { input?.cancel() }
        let resizes = command.terminal.map { _ in Task { try await resize(process) } }
        defer { resizes?.cancel() }
        async let output: Void = copy(to: streams.output, of: process) { () async throws(MachineError) in
            try await process.readOutput()
        }
        async let errors: Void = copy(to: streams.error, of: process) { () async throws(MachineError) in
            try await process.readError()
        }
        _ = try await (output, errors)
        return try await process.wait().shellStatus
    }

    /// Copies one of the command's streams. When nobody reads ours any more, the command is told as it would be at the
    /// end of a pipe, and what it still writes is dropped.
    private func copy(
        to write: CommandStreams.Writer, of process: any GuestProcess,
        _ read: @Sendable () async throws(MachineError) -> [UInt8]
    ) async throws {
        var hasReader = true
        while true {
            let bytes = try await read()
            if bytes.isEmpty { return }
            guard hasReader else { continue }
            hasReader = await write(bytes)
            if !hasReader { try await process.signal(SIGPIPE) }
        }
    }

    private func resize(_ process: any GuestProcess) async throws {
        for await _ in try SignalStream.watch([.windowChanged]) {
            if let size = windowSize() { try await process.resize(size) }
        }
    }
}

/// The size of the terminal that shows our output.
private func windowSize() -> TerminalSize? {
    let size = WindowSize.current() ?? WindowSize.current(of: STDIN_FILENO)
    return size.map { TerminalSize(columns: $0.columns, rows: $0.rows) } ?? TerminalSize(columns: 80, rows: 24)
}
