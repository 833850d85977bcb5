import Mayfly
import Synchronization
import Terminal

/// A signal ended our work before it was done.
struct EndedBySignal: Error, CustomStringConvertible {
    let signal: Signal
    /// What the work said when it was ended.
    let cause: any Error

    /// That work was ended says nothing more.
    var description: String { cause is CancellationError ? "ended by \(signal)" : "ended by \(signal): \(cause)" }
}

/// Where this process's signals go: to the guest's command while one runs, and else they end our work in order.
final class SignalRelay: Sendable {
    private struct State {
        var target: (any GuestProcess)?
        /// Ends what ^C may end without our work having failed.
        var interruption: (@Sendable () -> Void)?
        /// The signal that ended our work.
        var ending: Signal?

        mutating func takeInterruption() -> (@Sendable () -> Void)? {
            defer { interruption = nil }
            return interruption
        }
    }

    private let state = Mutex(State())

    /// Runs a body whose work signals may end; it still cleans up after itself.
    ///
    /// Throws ``EndedBySignal`` when one did and the body failed, with whatever error.
    static func withRelay<Value: Sendable>(
        _ body: @escaping @Sendable (SignalRelay) async throws -> Value
    ) async throws -> Value {
        let relay = SignalRelay()
        let signals = try SignalStream.watch(Signal.ending)
        let work = Task { try await body(relay) }
        let watcher = Task {
            for await signal in signals { await relay.take(signal, work) }
        }
        defer { watcher.cancel() }
        do {
            return try await work.value
        } catch {
            guard let signal = relay.state.withLock({ $0.ending }) else { throw error }
            throw EndedBySignal(signal: signal, cause: error)
        }
    }

    /// The next signal goes to this process; one more ends the work.
    func attach(_ process: any GuestProcess) {
        state.withLock { $0.target = process }
    }

    /// The process is over: signals end the work again.
    func detach() {
        state.withLock { $0.target = nil }
    }

    /// Runs a body that somebody ends by ^C when he is done with it, which is no failure: nil then. Other signals, and a
    /// second ^C, end the work.
    func untilInterrupted<Value: Sendable>(
        _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        let wasInterrupted = Mutex(false)
        let (gate, opening) = AsyncStream<Void>.makeStream()
        let task = Task {
            for await _ in gate {}
            return try await body()
        }
        state.withLock { state in
            state.interruption = {
                wasInterrupted.withLock { $0 = true }
                task.cancel()
            }
        }
        defer { state.withLock { $0.interruption = nil } }
        // What it says of ^C is true from its first word on.
        opening.finish()
        do {
            return try await withTaskCancellationHandler {
                try await task.value
            } onCancel: {
                task.cancel()
            }
        } catch {
            // It has failed when our work was ended, too.
            try Task.checkCancellation()
            guard wasInterrupted.withLock({ $0 }) else { throw error }
            return nil
        }
    }

    func take(_ signal: Signal, _ work: Task<some Sendable, any Error>) async {
        let process = state.withLock { state in
            // A command that ignores its signal must not be able to hold us.
            defer { state.target = nil }
            return state.target
        }
        if signal == .interrupt, let interruption = state.withLock({ $0.takeInterruption() }) { return interruption() }
        if let process, (try? await process.signal(signal.number)) != nil { return }
        state.withLock { $0.ending = $0.ending ?? signal }
        work.cancel()
    }
}
