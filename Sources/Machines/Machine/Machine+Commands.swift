import Lifecycle
import Offload
import Synchronization

extension Machine {
    /// Runs a program to its end and returns what it wrote. A non-zero exit is a value: see ``CommandResult/check()``.
    public func run(_ executable: String, _ arguments: String..., within deadline: Duration? = nil) async throws
        -> CommandResult
    {
        try await run(Command(executable, arguments), within: deadline)
    }

    /// Runs a command to its end, with `input` as its standard input, and returns what it wrote.
    ///
    /// When the deadline (written for KVM, grows with the accelerator) passes or the task is cancelled, the command's
    /// whole process group is ended in the guest before this throws.
    public func run(_ command: Command, input: [UInt8] = [], within deadline: Duration? = nil) async throws
        -> CommandResult
    {
        var prepared = command
        prepared.input = !input.isEmpty
        return try await withProcess(prepared, within: deadline) { process in
            async let output = process.collectOutput()
            async let errors = process.collectError()
            if !input.isEmpty {
                try await process.write(input)
                try await process.closeInput()
            }
            let (standardOutput, standardError) = try await (output, errors)
            return CommandResult(
                command: command, termination: try await process.wait(), standardOutput: standardOutput,
                standardError: standardError)
        }
    }

    /// Starts a command and hands it to a body; it is ended with its whole process group when the body returns or throws.
    public func withProcess<Value: Sendable>(
        _ command: Command, within deadline: Duration? = nil,
        _ body: @escaping @Sendable (any GuestProcess) async throws -> Value
    ) async throws -> Value {
        let began = Mutex(false)
        let driver = driver
        let log = log
        let record = log?.begin(command, in: id)
        let work = { @Sendable in
            let channel = try await channel()
            began.withLock { $0 = true }
            let process = try await channel.start(command)
            return try await finishing {
                guard let log, let record else { return try await body(process) }
                return try await body(RecordedProcess(process: process, record: record, log: log))
            } finally: {
                await process.terminate()
            }
        }
        do {
            let limit = deadline.map { $0 * driver.accelerator.deadlineScale }
            let value = try await withCommandDeadline(limit, { began.withLock { $0 } ? .mayHaveRun : .neverRan }, work)
            record?.ended("was ended before it ended by itself")
            return value
        } catch let error as MachineError {
            let error = await explaining(error)
            record?.ended("failed: \(error.message)")
            throw error
        } catch {
            record?.ended("was ended: \(error)")
            throw error
        }
    }

    /// A lost channel is told as what it is a sign of, when that comes to light within a moment: the machine went off.
    package func explaining(_ error: MachineError) async -> MachineError {
        guard error.code == .channelLost, !Task.isCancelled else { return error }
        let driver = driver
        guard let reason = try? await withDeadline(.seconds(2), { try await driver.waitUntilStopped() }) else {
            return error
        }
        var end = MachineError.off(reason, "the machine went off", machine: name)
        end.execution = error.execution
        end.consoleTail = await console.tail()
        return end
    }

    /// Copies a file or a tree into the guest, with modes and times.
    @discardableResult
    public func copyIn(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        do throws(MachineError) {
            return try await channel().copyIn(source, to: destination)
        } catch {
            throw await explaining(error)
        }
    }

    /// Copies a file or a tree from the guest, with modes and times.
    @discardableResult
    public func copyOut(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        do throws(MachineError) {
            return try await channel().copyOut(source, to: destination)
        } catch {
            throw await explaining(error)
        }
    }

    /// Waits for a line of the console; see ``Console/expect(_:after:within:)``.
    @discardableResult
    public func expect(
        console pattern: ConsolePattern, after previous: ConsoleLine? = nil, within deadline: Duration = .seconds(30)
    ) async throws(MachineError) -> ConsoleLine {
        do throws(MachineError) {
            return try await console.expect(pattern, after: previous, within: deadline)
        } catch {
            var error = error
            error.machine = name
            throw error
        }
    }
}

extension GuestProcess {
    func collectOutput() async throws(MachineError) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let bytes = try await readOutput()
            if bytes.isEmpty { return all }
            all += bytes
        }
    }

    func collectError() async throws(MachineError) -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let bytes = try await readError()
            if bytes.isEmpty { return all }
            all += bytes
        }
    }
}

/// Runs a body under a deadline, if there is one, and tells of one that passed whether the command had begun by then.
private func withCommandDeadline<Value: Sendable>(
    _ limit: Duration?, _ execution: @Sendable () -> MachineError.Execution,
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    guard let limit else { return try await body() }
    do {
        return try await withDeadline(limit, body)
    } catch is DeadlineExceeded {
        throw MachineError(.timedOut, "the command did not end within \(limit)", execution: execution())
    }
}
