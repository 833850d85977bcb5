import Base64
import FoundationEssentials
import HTTP

extension Credentials {
    /// As a header's value.
    var basic: String { "Basic " + Base64.encode(Array("\(user):\(password)".utf8)) }
}

/// Gets a token from the server that a registry names (distribution's token authentication).
struct TokenRequest {
    private let session: RegistrySession
    private let challenge: Challenge
    private let credentials: Credentials?
    private let scope: String

    init(_ session: RegistrySession, _ challenge: Challenge, _ credentials: Credentials?, scope: String) {
        self.session = session
        self.challenge = challenge
        self.credentials = credentials
        self.scope = scope
    }

    private struct Answer: Decodable {
        var token: String?
        var access_token: String?
    }

    func token(_ what: String) async throws(RegistryError) -> String {
        let realm = challenge.parameters["realm"] ?? ""
        let subject = "\(session.reference)"
        let address = try session.web("a token for it") { () throws(HTTPError) in try WebAddress(realm) }
        guard !address.isFile, address.origin.scheme == "https" || address.isLoopback else {
            throw RegistryError(
                .refused, subject, "its registry wants credentials sent to \(address), where anybody could read them")
        }
        var fields = [("scope", scope)]
        if let service = challenge.parameters["service"] { fields.append(("service", service)) }
        let request = try session.web("a token for it") { () throws(HTTPError) in try makeRequest(realm, fields) }
        let response: HTTPResponse
        do throws(HTTPError) { response = try await session.client.http.send(request) } catch {
            throw session.http(error, "a token for it")
        }
        guard response.isSuccess else { throw session.refusal(response, what) }
        let answer = try? JSONDecoder().decode(Answer.self, from: Data(response.body))
        guard let token = answer?.token ?? answer?.access_token, !token.isEmpty,
            token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else {
            throw RegistryError(.damaged, subject, "\(address) gives no token that can be read")
        }
        return token
    }

    private func makeRequest(_ realm: String, _ fields: [(String, String)]) throws(HTTPError) -> HTTPRequest {
        if let token = credentials?.identityToken {
            let form = Self.form(
                fields + [("grant_type", "refresh_token"), ("client_id", "mayfly"), ("refresh_token", token)])
            return try HTTPRequest(
                .post, realm, headers: [.init("Content-Type", "application/x-www-form-urlencoded")],
                body: HTTPBody(form))
        }
        let separator = realm.contains("?") ? "&" : "?"
        return try HTTPRequest(
            .get, realm + separator + Self.form(fields),
            headers: credentials.map { [.init("Authorization", $0.basic)] } ?? [])
    }

    static func form(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\($0.1.escaped)" }.joined(separator: "&")
    }
}
