import Synchronization

/// Speaks to one server over few connections: requests at the same time share one by HTTP/2, and answers may be streams.
///
/// No redirect is followed, and nothing is tried twice but by libcurl: a repeatable request whose kept connection ends
/// before any byte of an answer goes out once more. One that is not (``HTTPRequest/isRepeatable``) is broken then. It ends
/// with its last reference, which its streams do not hold.
package final class HTTPSession: Sendable {
    package let settings: HTTPSettings
    private let multiplexer: Multiplexer?

    package init(_ settings: HTTPSettings = HTTPSettings()) {
        self.settings = settings
        multiplexer = Multiplexer()
    }

    deinit { multiplexer?.end() }

    /// Sends a request and takes the whole answer, whatever its status is; a longer body than `mostBody` is an error.
    ///
    /// `tls` is who we are for this request, where that changes from time to time.
    package func send(
        _ request: HTTPRequest, tls: TLSSettings? = nil, mostBody: Int = 64 << 20
    ) async throws(HTTPError) -> HTTPResponse {
        let sink = MemorySink(request.address, most: mostBody)
        let transfer = Handed(Transfer(request, settings(tls), sink, piece: Transfer.smallPiece))
        let taken = Handed(sink)
        let ending = Ending<HTTPHead>()
        let multiplexer = try multiplexer(for: request)
        let id = multiplexer.add(transfer) { ending.finish($0) }
        let head = try await ending.value { multiplexer.cancel(id) }
        return HTTPResponse(head: head, body: taken.value.bytes, address: request.address)
    }

    /// Sends a request and returns as soon as the answer's head is there.
    package func open(_ request: HTTPRequest, tls: TLSSettings? = nil) async throws(HTTPError) -> HTTPStream {
        let multiplexer = try multiplexer(for: request)
        let buffer = StreamBuffer(request.address)
        let transfer = Handed(Transfer(request, settings(tls), buffer, piece: Transfer.smallPiece))
        let id = multiplexer.add(transfer) { result in
            buffer.finish(result.map { _ in })
        }
        buffer.setResumption { multiplexer.goOn(id) }
        let head = try await buffer.head.value { multiplexer.cancel(id) }
        return HTTPStream(head: head, buffer: buffer) { multiplexer.cancel(id) }
    }

    private func settings(_ tls: TLSSettings?) -> HTTPSettings {
        var settings = settings
        if let tls { settings.tls = tls }
        return settings
    }

    private func multiplexer(for request: HTTPRequest) throws(HTTPError) -> Multiplexer {
        guard let multiplexer else {
            throw HTTPError(.library, url: request.address.redacted, "libcurl does not start: out of memory?")
        }
        return multiplexer
    }
}

/// What one task waits for and another thread brings, once.
final class Ending<Value: Sendable>: Sendable {
    private struct State {
        var result: Result<Value, HTTPError>?
        var waiting: CheckedContinuation<Result<Value, HTTPError>, Never>?
    }

    private let state = Mutex(State())

    /// The first one counts.
    func finish(_ result: Result<Value, HTTPError>) {
        let waiting = state.withLock { state in
            guard state.result == nil else { return CheckedContinuation<Result<Value, HTTPError>, Never>?.none }
            state.result = result
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: result)
    }

    /// Waits for it; whoever is cancelled asks for the end, and waits for that.
    func value(onCancel cancel: @escaping @Sendable () -> Void) async throws(HTTPError) -> Value {
        let result: Result<Value, HTTPError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let result = state.withLock { state in
                    if state.result == nil { state.waiting = continuation }
                    return state.result
                }
                if let result { continuation.resume(returning: result) }
            }
        } onCancel: {
            cancel()
        }
        return try result.get()
    }
}
