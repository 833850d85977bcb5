package import Machines
import Offload
import Wire

extension HelperChannel {
    /// Copies a file or tree of the host into the guest, into what is there already as `cp -R` does.
    ///
    /// A copy that fails removes what it made: a root that was not there before, and the directories above it. Within a
    /// tree that was there, only the unfinished file is removed: files that were copied before the failure stay.
    @discardableResult
    package func copyIn(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        let reader = HostTreeReader(source)
        // The source is looked at before the guest is asked for anything.
        let first = try await read(reader, source)
        let stream = try session.open(.put(PutRequest(path: destination, options: .parents)))
        do {
            try await begin(stream, grace: .zero) { .copy($0, path: destination) }
            var part = first
            while let bytes = part, try await stream.write(bytes) { part = try await read(reader, source) }
            stream.send(.eof(stream.id, .input))
            try finish(try await stream.waitForEnd(), path: destination)
            return reader.summary
        } catch {
            throw await undo(stream, error, "copying \(source) into the guest")
        }
    }

    /// Copies a file or tree of the guest to the host, into what is there already as `cp -R` does.
    ///
    /// A root that was not there before appears under its name only when it is whole. A copy that fails removes what it
    /// made, as `copyIn` does. A process that is killed may leave a directory `.mayfly-…` beside the destination, but no
    /// file where the file system knows files without a name.
    @discardableResult
    package func copyOut(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        let name = source.split(separator: "/").last.map(String.init) ?? "root"
        let writer = HostTreeWriter(to: destination, sourceName: name)
        let stream = try session.open(.get(GetRequest(path: source, options: .follow)))
        do {
            try await begin(stream, grace: .zero) { .copy($0, path: source) }
            while case let bytes = try await stream.read(.output), !bytes.isEmpty {
                try await blocking { try writer.take(bytes) }
            }
            try finish(try await stream.waitForEnd(), path: source)
            try await blocking { try writer.finish() }
            return writer.summary
        } catch {
            await blocking { writer.abandon() }
            throw await undo(stream, error, "copying \(source) out of the guest")
        }
    }

    private func read(_ reader: HostTreeReader, _ source: String) async throws(MachineError) -> [UInt8]? {
        do {
            return try await blocking { () throws(SystemError) in try reader.next(atLeast: 131_072) }
        } catch {
            throw MachineError(.copyFailed, "\(source) cannot be copied into the guest: \(error)")
        }
    }

    private func finish(_ end: StreamState.End, path: String) throws {
        switch end {
        case .lost(let error): throw error.mayHaveRun
        case .ended(let ending):
            if case .failed(let failure) = ending.outcome { throw MachineError.copy(failure, path: path) }
        }
    }

    /// Stops the other side before the error goes on, so that nothing is half-made when it arrives.
    private func undo(_ stream: HelperStream, _ error: any Error, _ doing: String) async -> MachineError {
        await stream.cancel(grace: .zero)
        switch error {
        case let error as MachineError: return error
        case is CancellationError: return MachineError(.cancelled, "cancelled while \(doing)", execution: .mayHaveRun)
        default: return MachineError(.copyFailed, "\(doing) failed: \(error)", execution: .mayHaveRun)
        }
    }
}
