import HTTP

extension KubernetesClient {
    /// Opens a stream of bytes with what lies at a call's path: a websocket with one subprotocol.
    ///
    /// A server that is too busy, or does not answer at all, is asked again; what it refuses is not.
    func openWebSocket(_ call: Call, subprotocol: String) async throws(KubernetesError) -> WebSocket {
        var failures = 0
        while true {
            // It is answered when the guest has answered: others do not wait for that.
            let result = try await authenticated(call, holdsPlace: false) { (request, tls) throws(HTTPError) in
                try await session.openWebSocket(request, subprotocol: subprotocol, tls: tls, pings: settings.pings)
            } status: { opening in
                if case .refused(let answer) = opening { answer.status } else { 101 }
            }
            let failure: Failure
            switch result {
            case .success(.open(let stream)): return stream
            case .success(.refused(let answer)): failure = Failure(call, answer)
            case .failure(let error): failure = Failure(call, error)
            }
            try await waitForAnother(after: failure, &failures, call.operation)
        }
    }
}
