import Offload

/// Asks servers; a value that any number of tasks may use, and that keeps a few connections open.
package struct HTTPClient: Sendable {
    package let settings: HTTPSettings
    private let pool = ConnectionPool()

    static let mostRedirects = 10

    package init(_ settings: HTTPSettings = HTTPSettings()) {
        self.settings = settings
    }

    /// Sends a request and takes the whole answer, whatever its status is; a longer body than `mostBody` is an error.
    ///
    /// What may pass is tried again, as far as asking twice does no harm. Redirects are followed.
    package func send(_ request: HTTPRequest, mostBody: Int = 4 << 20) async throws(HTTPError) -> HTTPResponse {
        var failures = 0
        while true {
            let isLast = failures + 1 >= settings.retries.attempts
            let wait: Duration?
            do throws(HTTPError) {
                let response = try await sendOnce(request, mostBody)
                wait = RetryPolicy.wait(response.headers["Retry-After"])
                let isPatient = wait ?? .zero <= settings.retries.longestWait
                guard !isLast, isPatient, request.mayRepeat(after: response.status) else { return response }
            } catch {
                guard !isLast, request.mayRepeat(after: error) else { throw error }
                wait = nil
            }
            failures += 1
            try await pause(after: failures, atLeast: wait, request.address)
        }
    }

    private func sendOnce(_ request: HTTPRequest, _ mostBody: Int) async throws(HTTPError) -> HTTPResponse {
        let sink = MemorySink(request.address, most: mostBody)
        let (head, last) = try await exchange(request, sink)
        return HTTPResponse(head: head, body: sink.bytes, address: last.address)
    }

    /// Waits as long as the policy has it after so many failures, or as a server has asked for.
    package func pause(
        after failures: Int, atLeast wait: Duration? = nil, _ address: WebAddress
    ) async throws(HTTPError) {
        let pause = max(settings.retries.pause(after: failures), wait ?? .zero)
        do { try await settings.clock.sleep(for: pause) } catch { throw .cancelled(address) }
    }

    /// One request along its redirects: the head of the last answer, whose body is in the sink, and what was asked.
    func exchange(
        _ request: HTTPRequest, _ sink: any AnswerSink
    ) async throws(HTTPError) -> (HTTPHead, HTTPRequest) {
        var visited: [HTTPRequest] = []
        var request = request
        while true {
            let filter = RedirectSink(sink)
            let head = try await perform(request, filter)
            guard let location = filter.location else { return (head, request) }
            visited.append(request)
            let next = request.redirected(to: try request.address.resolving(location), status: head.status)
            try check(next, after: visited)
            request = next
        }
    }

    private func check(_ next: HTTPRequest, after visited: [HTTPRequest]) throws(HTTPError) {
        guard let last = visited.last else { return }
        func refusal(_ message: String) -> HTTPError { HTTPError(.redirect, url: last.address.redacted, message) }
        guard !next.address.isFile else {
            throw refusal("redirects to a file of this host, which no server may ask for")
        }
        guard last.address.origin.scheme != "https" || next.address.origin.scheme == "https" else {
            throw refusal("redirects from https to \(next.address.redacted), where anybody could change what comes")
        }
        if let first = visited.firstIndex(where: { $0.address == next.address && $0.method == next.method }) {
            let loop = (visited[first...] + [next]).map(\.address.redacted).joined(separator: " -> ")
            throw refusal("redirects in a loop: \(loop)")
        }
        guard visited.count <= Self.mostRedirects else {
            throw refusal("redirects more than \(Self.mostRedirects) times, from \(visited[0].address.redacted) on")
        }
    }

    private func perform(_ request: HTTPRequest, _ sink: RedirectSink) async throws(HTTPError) -> HTTPHead {
        guard !Task.isCancelled else { throw .cancelled(request.address) }
        guard let connection = pool.take() else {
            throw HTTPError(.library, url: request.address.redacted, "libcurl does not start: out of memory?")
        }
        let settings = settings
        // The task waits for that thread; nobody else has the sink meanwhile.
        let lent = Handed(sink)
        let result: Result<HTTPHead, HTTPError> = await withTaskCancellationHandler {
            await blocking {
                Result { () throws(HTTPError) in
                    try Transfer(request, settings, lent.value).run(on: connection)
                }
            }
        } onCancel: {
            connection.stop()
        }
        pool.give(connection)
        return try result.get()
    }
}
