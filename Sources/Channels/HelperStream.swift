import Machines
import Offload
import Synchronization
import Wire

/// One stream of a session: whoever waits is woken by every change and looks again.
final class HelperStream: Sendable {
    private struct Guarded {
        var stream: StreamState
        var version: UInt64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter: UInt64 = 0
    }

    let id: UInt32
    /// The request's place in the outbox: whether the guest may have got it.
    let place: UInt64
    let outbox: Outbox
    private let guarded: Mutex<Guarded>

    init(id: UInt32, place: UInt64, outbox: Outbox, window: Int, credit: Int) {
        self.id = id
        self.place = place
        self.outbox = outbox
        guarded = Mutex(Guarded(stream: StreamState(window: window, credit: credit)))
    }

    /// Changes the state and wakes whoever waits.
    func change<Failure: Error>(_ body: (inout StreamState) throws(Failure) -> Void) throws(Failure) {
        let waiters = try guarded.withLock { (guarded) throws(Failure) in
            try body(&guarded.stream)
            guarded.version += 1
            defer { guarded.waiters = [:] }
            return guarded.waiters.values
        }
        for waiter in waiters { waiter.resume() }
    }

    func look<Value>(_ body: (StreamState) -> Value) -> Value {
        guarded.withLock { body($0.stream) }
    }

    /// Waits until `ready` returns something; it may take what it returns.
    func wait<Value>(until ready: (inout StreamState) -> Value?) async throws(CancellationError) -> Value {
        while true {
            let (value, version, token) = guarded.withLock { guarded in
                guarded.nextWaiter += 1
                return (ready(&guarded.stream), guarded.version, guarded.nextWaiter)
            }
            if let value { return value }
            if Task.isCancelled { throw CancellationError() }
            await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    let stale = guarded.withLock { guarded in
                        if guarded.version == version { guarded.waiters[token] = continuation }
                        return guarded.version != version
                    }
                    if stale { continuation.resume() } else if Task.isCancelled { wake(token) }
                }
            } onCancel: {
                wake(token)
            }
        }
    }

    private func wake(_ token: UInt64) {
        guarded.withLock { $0.waiters.removeValue(forKey: token) }?.resume()
    }

    func send(_ frame: Frame) {
        outbox.add(frame.encoded)
    }
}

extension HelperStream {
    /// The next bytes of a channel; empty at its end. Gives credit for what it takes.
    func read(_ channel: Channel) async throws -> [UInt8] {
        let (bytes, credit) = try await wait { state -> ([UInt8], UInt32?)? in
            guard let bytes = state.take(channel) else { return nil }
            return (bytes, state.creditToReturn(channel))
        }
        if let credit { send(.credit(id, channel, credit)) }
        if bytes.isEmpty, case .lost(let error) = look(\.end) { throw error }
        return bytes
    }

    /// Sends bytes as the guest gives credit. False once nobody takes them.
    func write(_ bytes: [UInt8]) async throws -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            try await outbox.waitForRoom()
            let wanted = min(rest.count, WireProtocol.largestPayload)
            let granted = try await wait { state -> Int? in
                if state.inputRefused || state.end != nil { return 0 }
                if state.credit == 0 { return nil }
                let granted = min(wanted, state.credit)
                state.credit -= granted
                return granted
            }
            if granted == 0 {
                if case .lost(let error) = look(\.end) { throw error }
                return false
            }
            send(.data(id, .input, Array(rest.prefix(granted))))
            rest = rest.dropFirst(granted)
        }
        return true
    }

    func waitForStart() async throws(CancellationError) {
        try await wait { $0.started != nil || $0.end != nil ? () : nil }
    }

    func waitForEnd() async throws(CancellationError) -> StreamState.End {
        try await wait { $0.end }
    }

    /// Ends the stream's work in the guest, and waits for that however cancelled the caller is; but not for ever.
    func cancel(grace: Duration) async {
        let milliseconds = max(0, min(grace / .milliseconds(1), 86_400_000))
        let bound = Duration.milliseconds(milliseconds) + .seconds(5)
        if look(\.end) != nil { return }
        send(.cancel(id, grace: UInt32(milliseconds)))
        await uncancelled { [self] in
            _ = try? await withDeadline(bound) { [self] in _ = try await waitForEnd() }
        }
    }
}
