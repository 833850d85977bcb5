package import HTTP
import Host
import Synchronization

/// Speaks to registries by the OCI distribution specification.
package struct RegistryClient: Sendable {
    package let http: HTTPClient
    package let credentials: CredentialSource

    /// The environment tells where files of credentials are.
    package init(_ settings: HTTPSettings, environment: [String: String] = ProcessEnvironment.current) {
        http = HTTPClient(settings)
        credentials = CredentialSource(environment: environment)
    }

    func session(_ reference: RegistryReference, _ access: RegistrySession.Access) -> RegistrySession {
        RegistrySession(self, reference, access)
    }
}

/// One repository, for one purpose: what we are known by is found out once.
final class RegistrySession: Sendable {
    enum Access: String, Sendable { case pull = "pull", push = "pull,push" }

    let reference: RegistryReference
    let client: RegistryClient
    /// `https://HOST/v2/REPOSITORY/`.
    let base: String
    private let access: Access
    private let state = Mutex(State())

    private struct State {
        var authorization: String?
        var challenge: Challenge?
        /// Which file the credentials are from; nil when there are none.
        var file: String?
    }

    init(_ client: RegistryClient, _ reference: RegistryReference, _ access: Access) {
        self.client = client
        self.reference = reference
        self.access = access
        // Nobody listens on a host's loopback. Who gives certificates for it means TLS all the same.
        let isPlain = reference.isLoopback && client.http.settings.certificates == nil
        base = "\(isPlain ? "http" : "https")://\(reference.host)/v2/\(reference.repository)/"
    }

    /// Where credentials may go.
    func owns(_ address: WebAddress) -> Bool { (try? WebAddress(base))?.origin == address.origin }

    /// Asks, and once more with credentials where they are wanted. `once`: what breaks is not tried again here.
    func send(
        _ method: HTTPRequest.Method, _ url: String, _ headers: [HTTPRequest.Header] = [], body: HTTPBody? = nil,
        once: Bool = false, for what: String
    ) async throws(RegistryError) -> HTTPResponse {
        var request = try web(what) { () throws(HTTPError) in
            try HTTPRequest(method, url, headers: headers, body: body)
        }
        if once { request.isRepeatable = false }
        let plain = request
        request.headers += authorization(for: request.address)
        let first = try await answer(request, what)
        guard first.status == 401, owns(request.address) else { return first }
        try await authorize(first.headers.all("WWW-Authenticate").flatMap(Challenge.read), what)
        request = plain
        request.headers += authorization(for: request.address)
        return try await answer(request, what)
    }

    private func answer(_ request: HTTPRequest, _ what: String) async throws(RegistryError) -> HTTPResponse {
        do throws(HTTPError) { return try await client.http.send(request) } catch { throw http(error, what) }
    }

    func web<Value>(_ what: String, _ body: () throws(HTTPError) -> Value) throws(RegistryError) -> Value {
        do throws(HTTPError) { return try body() } catch { throw http(error, what) }
    }

    func http(_ error: HTTPError, _ what: String) -> RegistryError {
        .http(error, "\(reference)", "\(what) cannot be had")
    }

    func authorization(for address: WebAddress) -> [HTTPRequest.Header] {
        guard owns(address), let value = state.withLock({ $0.authorization }) else { return [] }
        return [.init("Authorization", value)]
    }

    /// Takes a token anew, after one that is too old. False when there was none.
    func renew(_ what: String) async throws(RegistryError) -> Bool {
        guard let challenge = state.withLock({ $0.challenge }), challenge.scheme == "bearer" else { return false }
        try await authorize([challenge], what)
        return true
    }

    private func authorize(_ challenges: [Challenge], _ what: String) async throws(RegistryError) {
        let found = try await client.credentials.find(host: reference.host, repository: reference.repository)
        state.withLock { $0.file = found?.file }
        if let bearer = challenges.first(where: { $0.scheme == "bearer" && $0.parameters["realm"] != nil }) {
            let token = try await TokenRequest(self, bearer, found?.0, scope: scope).token(what)
            state.withLock { ($0.authorization, $0.challenge) = ("Bearer " + token, bearer) }
        } else if let credentials = found?.0, credentials.identityToken == nil,
            challenges.contains(where: { $0.scheme == "basic" })
        {
            state.withLock { $0.authorization = credentials.basic }
        }
        // Else the answer that was given stands.
    }

    private var scope: String { "repository:\(reference.repository):\(access.rawValue)" }

    /// Where credentials were, or were looked for.
    var credentialPlaces: String {
        if let file = state.withLock({ $0.file }) { return "those in \(file) are not taken" }
        let files = client.credentials.files.map { FileSystem.exists($0) ? $0 : $0 + " (not there)" }
        return "none for \(reference.host) in " + files.joined(separator: ", ")
    }
}
