import Synchronization

/// Bytes from one task to another, as much as the writer likes; empty at the end.
package final class FakePipe: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var ended = false
        var change = Latch<Void>()
    }

    private let state = Mutex(State())

    package init() {}

    package func write(_ bytes: some Sequence<UInt8>) {
        change { state in
            if !state.ended { state.bytes += bytes }
        }
    }

    package func end() {
        change { $0.ended = true }
    }

    package func read() async throws(CancellationError) -> [UInt8] {
        while true {
            let (bytes, ended, change) = state.withLock { state in
                defer { state.bytes = [] }
                return (state.bytes, state.ended, state.change)
            }
            if !bytes.isEmpty || ended { return bytes }
            try await change.wait()
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let old = state.withLock { state in
            body(&state)
            defer { state.change = Latch() }
            return state.change
        }
        old.open()
    }
}
