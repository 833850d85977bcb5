import FoundationEssentials
import HTTP
import Kubeconfig

extension KubernetesClient {
    /// Makes a request until there is an answer that counts, and gives its body.
    package func send(_ call: Call) async throws(KubernetesError) -> [UInt8] {
        var failures = 0
        var wasUncertain = false
        while true {
            let failure: Failure
            switch try await attempt(call) {
            case .success(let answer):
                if answer.isSuccess { return answer.body }
                // An attempt before this one has done it.
                if call.method == .delete, wasUncertain, answer.status == 404 { return answer.body }
                wasUncertain = wasUncertain || answer.status >= 500
                failure = Failure(call, answer)
            case .failure(let error):
                failure = Failure(call, error)
                wasUncertain = wasUncertain || error.code != .unreachable
            }
            try await waitForAnother(after: failure, &failures, call.operation)
        }
    }

    /// Why an attempt failed, and whether another one may do better.
    struct Failure {
        let error: KubernetesError
        let decision: RetryDecision

        init(_ call: Call, _ answer: HTTPResponse) {
            let status = Status(reading: answer.body)
            error = KubernetesError(call.operation, httpStatus: answer.status, status: status, body: answer.body)
            decision = .after(
                status: answer.status, retryAfter: RetryPolicy.wait(answer.headers["Retry-After"]), status: status,
                isRepeatable: call.isRepeatable)
        }

        init(_ call: Call, _ error: HTTPError) {
            self.error = KubernetesError(call.operation, error)
            decision = .after(error, isRepeatable: call.isRepeatable)
        }
    }

    /// Returns when it is time for another attempt; throws the failure when there is to be none.
    func waitForAnother(
        after failure: Failure, _ failures: inout Int, _ operation: String
    ) async throws(KubernetesError) {
        failures += 1
        guard case .again(let wait) = failure.decision, failures < settings.retries.attempts,
            wait <= settings.retries.longestWait
        else { throw failure.error }
        try await pause(after: failures, atLeast: wait, operation)
    }

    /// Waits as the policy has it, or as long as the server asks for.
    func pause(
        after failures: Int, atLeast wait: Duration = .zero, _ operation: String
    ) async throws(KubernetesError) {
        // Spread over more than was asked for: all who were turned away come back.
        let pause = settings.retries.pause(after: failures)
        do {
            try await settings.clock.sleep(for: wait == .zero ? pause : wait + min(pause, wait))
        } catch {
            throw KubernetesError(.cancelled, operation, "was cancelled", cause: error)
        }
    }

    /// One attempt; a second one with other credentials when the server does not take those.
    private func attempt(_ call: Call) async throws(KubernetesError) -> Result<HTTPResponse, HTTPError> {
        try await authenticated(call) { (request, tls) throws(HTTPError) in
            try await session.send(request, tls: tls)
        } status: {
            $0.status
        }
    }

    /// Opens an answer that is read as it comes.
    func open(_ call: Call, patience: Duration) async throws(KubernetesError) -> HTTPStream {
        let result = try await authenticated(call) { (request, tls) throws(HTTPError) in
            var request = request
            request.stallTimeout = patience
            return try await session.open(request, tls: tls)
        } status: {
            $0.head.status
        }
        switch result {
        case .success(let stream): return stream
        case .failure(let error): throw KubernetesError(call.operation, error)
        }
    }

    func authenticated<Answer: Sendable>(
        _ call: Call, holdsPlace: Bool = true, _ send: (HTTPRequest, TLSSettings) async throws(HTTPError) -> Answer,
        status: (Answer) -> Int
    ) async throws(KubernetesError) -> Result<Answer, HTTPError> {
        var isLast = false
        while true {
            let known = try await current(call)
            let round = try await enter(call)
            if !holdsPlace { gate.leave(round, .unknown) }
            do throws(HTTPError) {
                let answer = try await send(request(call, known), tls(known))
                if holdsPlace { gate.leave(round, .of(status: status(answer))) }
                guard status(answer) == 401, !isLast, await credentials.refused(known) else { return .success(answer) }
            } catch {
                if holdsPlace { gate.leave(round, .of(error)) }
                // A certificate that has expired, or been replaced on both sides.
                let isIdentity = error.code == .tls && known.identity != nil
                guard isIdentity, !isLast, await credentials.refused(known) else { return .failure(error) }
            }
            isLast = true
        }
    }

    /// Waits until one request more may be on its way.
    private func enter(_ call: Call) async throws(KubernetesError) -> Int {
        do { return try await gate.enter() } catch {
            throw KubernetesError(.cancelled, call.operation, "was cancelled", cause: error)
        }
    }

    private func current(_ call: Call) async throws(KubernetesError) -> Credentials {
        do {
            return try await credentials.current()
        } catch {
            let code: KubernetesError.Code = error is CancellationError ? .cancelled : .credentials
            throw KubernetesError(code, call.operation, "there are no credentials for the cluster", cause: error)
        }
    }

    private func tls(_ known: Credentials) -> TLSSettings {
        var tls = session.settings.tls
        tls.authority = known.authority
        tls.identity = known.identity.map { TLSSettings.Identity(certificate: $0.certificate, key: $0.key) }
        return tls
    }

    private func request(_ call: Call, _ known: Credentials) throws(HTTPError) -> HTTPRequest {
        var headers = [HTTPRequest.Header("Accept", "application/json")]
        if let authorization = known.authorization { headers.append(.init("Authorization", authorization)) }
        if let impersonation = access.user.impersonation { headers += Self.headers(impersonation) }
        if let body = call.body { headers.append(.init("Content-Type", body.content.rawValue)) }
        var request = try HTTPRequest(
            call.method, address(call.path, call.query), headers: headers, body: call.body.map { HTTPBody($0.bytes) })
        request.isRepeatable = call.isRepeatable
        return request
    }

    private static func headers(_ impersonation: Kubeconfig.Impersonation) -> [HTTPRequest.Header] {
        var headers = [HTTPRequest.Header("Impersonate-User", impersonation.user)]
        if let uid = impersonation.uid { headers.append(.init("Impersonate-Uid", uid)) }
        headers += impersonation.groups.map { .init("Impersonate-Group", $0) }
        for (name, values) in impersonation.extra.sorted(by: { $0.key < $1.key }) {
            headers += values.map { .init("Impersonate-Extra-\(name.escaped)", $0) }
        }
        return headers
    }

    /// Makes a request whose answer is an object.
    func send<Object: Decodable>(_ call: Call, as type: Object.Type) async throws(KubernetesError) -> Object {
        try Self.decode(type, try await send(call), call.operation)
    }

    static func decode<Object: Decodable>(
        _ type: Object.Type, _ bytes: [UInt8], _ operation: String
    ) throws(KubernetesError) -> Object {
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw KubernetesError(
                .answer, operation, "the answer is not the \(type) that was asked for; is this another version?",
                cause: error)
        }
    }

    static func encode(_ value: some Encodable, _ operation: String) throws(KubernetesError) -> [UInt8] {
        let encoder = JSONEncoder()
        // An apply is read as YAML, which does not know JSON's escaped slash.
        encoder.outputFormatting = .withoutEscapingSlashes
        do {
            return Array(try encoder.encode(value))
        } catch {
            throw KubernetesError(.request, operation, "the object cannot be written as JSON", cause: error)
        }
    }
}
