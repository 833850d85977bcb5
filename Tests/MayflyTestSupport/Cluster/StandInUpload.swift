package import Offload
import Synchronization

/// A stand-in for CDI's upload proxy (`POST /v1beta1/upload-async`), as good and as bad as a test wants it.
package final class StandInUpload: Sendable {
    /// What happens to a request.
    package enum Fault: Sendable {
        /// The connection ends when so many bytes of the file have come.
        case cut(after: Int)
        case answer(Int, String)
        /// All has come, and the answer is lost.
        case lost
    }

    /// What the stand-in for CDI's API gives as a token.
    static let token = "a-token-of-the-stand-in"

    private struct State {
        var files: [[UInt8]] = []
        var faults: [Fault]
        var server: StubServer?
    }

    private let state: Mutex<State>

    /// Whole files that came and were taken.
    package var files: [[UInt8]] { state.withLock { $0.files } }
    /// Requests that came whole.
    package var requests: [StubServer.Request] { state.withLock { $0.server }?.requests ?? [] }
    package var url: String { state.withLock { $0.server }?.url ?? "" }

    /// Faults come first, one a request, in their order; `taking` is waited for before a file is taken.
    package init(
        for cdi: StandInCDI, faults: [Fault] = [], taking: @escaping @Sendable () async -> Void = {}
    ) throws(SystemError) {
        state = Mutex(State(faults: faults))
        let server = try StubServer(cut: { [weak self] _ in self?.cut() }) { [weak self] request, _ in
            guard let self else { return StubServer.Answer(503, text: "gone") }
            return await answer(request, for: cdi, taking)
        }
        state.withLock { $0.server = server }
    }

    private func cut() -> Int? {
        state.withLock { state in
            guard case .cut(let count)? = state.faults.first else { return nil }
            state.faults.removeFirst()
            return count
        }
    }

    private func answer(
        _ request: StubServer.Request, for cdi: StandInCDI, _ taking: @Sendable () async -> Void
    ) async -> StubServer.Answer {
        guard request.method == "POST", request.target == "/v1beta1/upload-async" else {
            return StubServer.Answer(404, text: "404 page not found")
        }
        guard let authorization = request.headers["authorization"] else { return StubServer.Answer(400) }
        guard authorization == "Bearer \(Self.token)" else { return StubServer.Answer(401) }
        let fault = state.withLock { $0.faults.isEmpty ? nil : $0.faults.removeFirst() }
        if case .answer(let status, let words)? = fault { return StubServer.Answer(status, text: words) }
        await taking()
        guard await cdi.received() else {
            return StubServer.Answer(503, text: "Upload server not ready for this claim")
        }
        state.withLock { $0.files.append(request.body) }
        if case .lost? = fault { return StubServer.Answer(200, ["Content-Length": "10"], text: "") }
        return StubServer.Answer(200)
    }
}
