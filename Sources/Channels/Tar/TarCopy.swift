import Machines
import Offload
import Wire

/// Copies by a tar stream through a command of the guest's: any channel that starts commands can do it.
struct TarCopy: Sendable {
    let channel: any GuestChannel

    func copyIn(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        let reader = HostTreeReader(source)
        var tar = TarEncoder()
        // The source is looked at before the guest is asked for anything.
        var part = try await read(reader, &tar, source)
        let kind = tar.root == .directory ? "directory" : "file"
        let name = source.split(separator: "/").last.map(String.init) ?? "root"
        var command = Command(
            "/bin/sh", ["-c", CopyScripts.put, "sh", destination, name, kind, TarEncoder.rootFile], input: true)
        command.workingDirectory = "/"
        let process = try await channel.start(command)
        do {
            let words = Task { try await process.outputs() }
            while let bytes = part {
                try await process.write(bytes)
                part = try await read(reader, &tar, source)
            }
            try await process.write(TarEncoder.end)
            try await process.closeInput()
            let end = try await process.wait()
            let (_, said) = try await words.value
            guard end == .exited(0) else { throw failure(said, destination, end) }
            return reader.summary
        } catch {
            throw await undo(process, error, "copying \(source) into the guest")
        }
    }

    func copyOut(_ source: String, to destination: String) async throws(MachineError) -> CopySummary {
        let name = source.split(separator: "/").last.map(String.init) ?? "root"
        let writer = HostTreeWriter(to: destination, sourceName: name)
        var command = Command("/bin/sh", ["-c", CopyScripts.get, "sh", source])
        command.workingDirectory = "/"
        let process = try await channel.start(command)
        do {
            let words = Task { () async throws -> String in
                var bytes: [UInt8] = []
                while case let part = try await process.readError(), !part.isEmpty { bytes += part }
                return String(decoding: bytes, as: UTF8.self)
            }
            var tar = TarDecoder()
            while case let bytes = try await process.readOutput(), !bytes.isEmpty {
                let tree = try tar.add(bytes)
                try await blocking { try writer.take(tree) }
            }
            let end = try await process.wait()
            let said = try await words.value
            guard end == .exited(0) else { throw failure(said, source, end) }
            let last = try tar.finish()
            try await blocking {
                try writer.take(last)
                try writer.finish()
            }
            return writer.summary
        } catch {
            await blocking { writer.abandon() }
            throw await undo(process, error, "copying \(source) out of the guest")
        }
    }

    private func read(
        _ reader: HostTreeReader, _ tar: inout TarEncoder, _ source: String
    ) async throws(MachineError) -> [UInt8]? {
        do {
            while let tree = try await blocking({ () throws(SystemError) in try reader.next(atLeast: 131_072) }) {
                let bytes = try tar.add(tree)
                if !bytes.isEmpty { return bytes }
            }
            return nil
        } catch {
            throw MachineError(.copyFailed, "\(source) cannot be copied into the guest: \(error)")
        }
    }

    private func failure(_ said: String, _ path: String, _ end: Termination) -> MachineError {
        let words =
            said.isEmpty ? "the guest's tar ended with \(end)" : said.split(separator: "\n").joined(separator: "; ")
        let full = said.contains("No space left") ? ": make the guest's disk or memory larger" : ""
        return MachineError(.copyFailed, "the guest could not copy \(path): \(words)\(full)", execution: .mayHaveRun)
    }

    /// Stops the other side before the error goes on, so that nothing is half-made when it arrives.
    private func undo(_ process: any GuestProcess, _ error: any Error, _ doing: String) async -> MachineError {
        await process.terminate()
        switch error {
        case let error as MachineError: return error
        case is CancellationError: return MachineError(.cancelled, "cancelled while \(doing)", execution: .mayHaveRun)
        default: return MachineError(.copyFailed, "\(doing) failed: \(error)", execution: .mayHaveRun)
        }
    }
}
