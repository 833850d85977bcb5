import Offload

extension GuestChannel {
    /// Runs a command to its end, for a look at the guest. Of very long output only the end is kept.
    package func look(with command: Command, limit: Int = 1 << 20) async throws -> CommandResult {
        let process = try await start(command)
        return try await finishing {
            async let output = process.collectEnd(limit) { (process) throws(MachineError) in
                try await process.readOutput()
            }
            async let errors = process.collectEnd(limit) { (process) throws(MachineError) in
                try await process.readError()
            }
            let (standardOutput, standardError) = try await (output, errors)
            return CommandResult(
                command: command, termination: try await process.wait(), standardOutput: standardOutput,
                standardError: standardError)
        } finally: {
            await process.terminate()
        }
    }
}

extension GuestProcess {
    fileprivate func collectEnd(
        _ limit: Int, _ read: @Sendable (Self) async throws(MachineError) -> [UInt8]
    ) async throws(MachineError) -> [UInt8] {
        var kept: [UInt8] = []
        while case let bytes = try await read(self), !bytes.isEmpty {
            kept += bytes
            if kept.count > 2 * limit { kept.removeFirst(kept.count - limit) }
        }
        return kept
    }
}

extension CommandResult {
    /// How the command ended and the last thing that it said.
    var ending: String {
        let end =
            switch termination {
            case .exited(let status): "exit status \(status)"
            case .signaled(let signal): "ended by signal \(signal)"
            }
        return (errorOutput.lastLine ?? output.lastLine).map { "\(end), ‘\($0)’" } ?? end
    }
}
