import Synchronization

/// An answer whose body is read as it comes. What nobody reads stops the sender; the transfer ends with the last reference.
package final class HTTPStream: Sendable {
    package let head: HTTPHead
    private let buffer: StreamBuffer
    private let cancel: @Sendable () -> Void

    init(head: HTTPHead, buffer: StreamBuffer, cancel: @escaping @Sendable () -> Void) {
        self.head = head
        self.buffer = buffer
        self.cancel = cancel
    }

    deinit { cancel() }

    /// Whatever came since, and empty at the end. One reader at a time; a cancelled one ends the transfer.
    package func next() async throws(HTTPError) -> [UInt8] {
        try await buffer.next(onCancel: cancel)
    }
}

/// What came and was not read yet.
final class StreamBuffer: AnswerSink, Sendable {
    private struct State {
        var bytes: [UInt8] = []
        var end: Result<Void, HTTPError>?
        var reader: CheckedContinuation<Void, Never>?
        var isPaused = false
        var resumption: (@Sendable () -> Void)?

        mutating func takeReader() -> CheckedContinuation<Void, Never>? {
            defer { reader = nil }
            return reader
        }
    }

    let head = Ending<HTTPHead>()
    private let address: WebAddress
    private let state = Mutex(State())
    /// A sender who is faster than the reader is stopped here.
    private static let most = 1 << 20

    init(_ address: WebAddress) { self.address = address }

    /// How the transfer goes on after it was paused.
    func setResumption(_ resumption: @escaping @Sendable () -> Void) {
        let isPaused = state.withLock { state in
            state.resumption = resumption
            return state.isPaused
        }
        if isPaused { resumption() }
    }

    func begin(_ head: HTTPHead) { self.head.finish(.success(head)) }

    var isFull: Bool {
        state.withLock { state in
            state.isPaused = state.bytes.count >= Self.most
            return state.isPaused
        }
    }

    func take(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            state.bytes.append(contentsOf: bytes)
            return state.takeReader()
        }?.resume()
    }

    func finish(_ result: Result<Void, HTTPError>) {
        if case .failure(let error) = result { head.finish(.failure(error)) }
        state.withLock { state in
            state.end = state.end ?? result
            return state.takeReader()
        }?.resume()
    }

    func next(onCancel cancel: @escaping @Sendable () -> Void) async throws(HTTPError) -> [UInt8] {
        while true {
            let (bytes, end, resumption) = state.withLock { state in
                defer { state.bytes = [] }
                let goesOn = state.isPaused && !state.bytes.isEmpty
                if goesOn { state.isPaused = false }
                return (state.bytes, state.end, goesOn ? state.resumption : nil)
            }
            resumption?()
            if !bytes.isEmpty { return bytes }
            switch end {
            case .success: return []
            case .failure(let error): throw error
            case nil: await wait(onCancel: cancel)
            }
        }
    }

    private func wait(onCancel cancel: @escaping @Sendable () -> Void) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    guard state.end == nil, state.bytes.isEmpty else { return true }
                    state.reader = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            cancel()
        }
    }
}
