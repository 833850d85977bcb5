import FoundationEssentials
import HTTP

/// What a registry says when it refuses (distribution specification, "Error Codes").
private struct Refusals: Decodable {
    struct Refusal: Decodable {
        var code: String?
        var message: String?
    }
    var errors: [Refusal]
}

extension RegistrySession {
    /// What an answer that is none means, and what to do about it.
    func refusal(_ response: HTTPResponse, _ what: String) -> RegistryError {
        let said = Self.words(response.body)
        let quoted = said.isEmpty ? "" : " It says: \(said)."
        func error(_ code: RegistryError.Code, _ message: String) -> RegistryError {
            RegistryError(code, "\(reference)", message + quoted, status: response.status)
        }
        switch response.status {
        case 401:
            return error(
                .unauthorized,
                "its registry wants credentials for \(what): \(credentialPlaces). Run docker login or podman login "
                    + "\(reference.host).")
        case 403: return error(.forbidden, "\(what) is forbidden to us; ask for access to \(reference.repository).")
        case 404: return error(.notFound, "\(what) is unknown there; check the name, the tag and the registry.")
        case 429:
            let pause = response.headers["Retry-After"].map { "; it asks to wait \($0) s" } ?? ""
            return error(.tooMany, "its registry is asked too often\(pause). Try later, or log in.")
        case 500...: return error(.refused, "its registry is in trouble (\(response.status)) with \(what); try later.")
        default: return error(.refused, "its registry answers \(response.status) to \(what).")
        }
    }

    static func words(_ body: [UInt8]) -> String {
        guard let refusals = try? JSONDecoder().decode(Refusals.self, from: Data(body)) else { return "" }
        let all = refusals.errors.prefix(3).map { [$0.code, $0.message].compactMap(\.self).joined(separator: " ") }
        return String(all.joined(separator: ", ").filter { !$0.isNewline }.prefix(300))
    }
}
