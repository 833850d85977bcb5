import CLinux
import Host
import Offload

/// A program whose lines are read as they come, and what it has used by its end.
final class MeasuredChild: Sendable {
    /// Of standard output and error, without the last one where that has no end; for one reader.
    let lines: AsyncStream<String>
    private let child: Tethered

    /// Starts a program, hands it to a body, and ends it when the body returns or throws.
    static func with<Value: Sendable>(
        _ program: String, _ arguments: [String], _ body: (MeasuredChild) async throws -> Value
    ) async throws -> Value {
        let child = try await MeasuredChild(program, arguments)
        return try await withTaskCancellationHandler {
            try await finishing {
                try await body(child)
            } finally: {
                _ = await child.stop()
            }
        } onCancel: {
            child.child.kill()
        }
    }

    private init(_ program: String, _ arguments: [String]) async throws {
        var ends: [Int32] = [-1, -1]
        guard mayfly_pipe(&ends) == 0 else { throw SystemError("pipe2") }
        let source = try DescriptorStream(Descriptor(owning: ends[0]))
        let sink = Descriptor(owning: ends[1])
        child = try await Tethered.start(SpawnRequest(program, arguments, output: sink))
        sink.close()
        let (lines, continuation) = AsyncStream.makeStream(of: String.self)
        self.lines = lines
        // It ends with the child, which alone has the pipe's other end.
        Task {
            var splitter = LineSplitter()
            while let bytes = try? await source.read(atMost: 64 << 10), !bytes.isEmpty {
                for line in splitter.lines(adding: bytes) { continuation.yield(line) }
            }
            continuation.finish()
        }
    }

    /// What it has used, once it has ended by itself.
    func end() async -> (end: Child.End, usage: Child.Usage) { await child.finished() }

    /// The same, by our hand.
    func stop() async -> Child.Usage {
        child.kill()
        return await child.finished().usage
    }
}
