import Mayfly
import Synchronization
import Terminal

/// Where this process's signals go: to the guest's command while one runs, and else they end our work in order.
final class SignalRelay: Sendable {
    private let target = Mutex<(any GuestProcess)?>(nil)

    /// Runs a body whose work signals may end; it still cleans up after itself.
    static func withRelay<Value: Sendable>(
        _ body: @escaping @Sendable (SignalRelay) async throws -> Value
    ) async throws -> Value {
        let relay = SignalRelay()
        let work = Task { try await body(relay) }
        let signals = try SignalStream.watch(Signal.ending)
        let watcher = Task {
            for await signal in signals { await relay.take(signal, work) }
        }
        defer { watcher.cancel() }
        return try await work.value
    }

    /// The next signal goes to this process; one more ends the work.
    func attach(_ process: any GuestProcess) {
        target.withLock { $0 = process }
    }

    private func take(_ signal: Signal, _ work: Task<some Sendable, any Error>) async {
        let process = target.withLock { target in
            // A command that ignores its signal must not be able to hold us.
            defer { target = nil }
            return target
        }
        if let process, (try? await process.signal(signal.number)) != nil { return }
        work.cancel()
    }
}
