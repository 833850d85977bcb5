import Offload
import Synchronization

/// Streams that lead into one boot of a guest: when that is over, so are they, whether or not the guest says so.
final class OpenStreams: Sendable {
    private struct State {
        var next = 0
        var streams: [Int: any ByteStream] = [:]
    }

    private let state = Mutex(State())

    func add(_ stream: any ByteStream) -> any ByteStream {
        let number = state.withLock { state in
            state.next += 1
            state.streams[state.next] = stream
            return state.next
        }
        return Counted(stream: stream) { [weak self] in
            _ = self?.state.withLock { $0.streams.removeValue(forKey: number) }
        }
    }

    func closeAll() {
        let streams = state.withLock { state in
            defer { state.streams = [:] }
            return Array(state.streams.values)
        }
        for stream in streams { stream.close() }
    }

    private struct Counted: ByteStream {
        let stream: any ByteStream
        let closed: @Sendable () -> Void

        func read(atMost limit: Int) async throws(SystemError) -> [UInt8] { try await stream.read(atMost: limit) }
        func write(_ bytes: [UInt8]) async throws(SystemError) { try await stream.write(bytes) }

        func close() {
            closed()
            stream.close()
        }
    }
}
