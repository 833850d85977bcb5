package import HTTP
import KubeVirt

extension KubernetesError {
    /// What an answer says that is none.
    package init(_ operation: String, httpStatus: Int, status: Status?, body: [UInt8] = []) {
        let code = Self.code(httpStatus, status)
        var message = status?.message ?? ""
        if message.isEmpty {
            let text = String(decoding: body.prefix(300), as: UTF8.self)
            message = "answered \(httpStatus)" + (text.isEmpty ? "" : ": \(text)")
        }
        // The server's sentence names its causes already, but for those that it has no room for.
        let causes = (status?.causes ?? []).map(\.description).filter { !message.contains($0) }
        if !causes.isEmpty, code == .invalid { message += " (" + causes.prefix(20).joined(separator: "; ") + ")" }
        if let remedy = Self.remedy(code) { message += message.hasSuffix(".") ? " \(remedy)" : ". \(remedy)" }
        self.init(code, operation, message, status: status)
    }

    private static func code(_ httpStatus: Int, _ status: Status?) -> Code {
        let causes = status?.details?.causes ?? []
        switch (httpStatus, status?.reason) {
        // A path that nobody serves is answered by hand, without details.
        case (404, "NotFound") where status?.details?.name?.isEmpty == false: return .notFound
        case (404, _): return .notServed
        case (409, "AlreadyExists"): return .alreadyExists
        case (409, _): return .conflict
        case (410, _): return .expired
        case (401, _): return .unauthorized
        case (403, _) where causes.contains { $0.reason == "NamespaceTerminating" }: return .terminating
        case (403, _): return .forbidden
        case (400, _), (405, _), (406, _), (413, _), (415, _), (422, _): return .invalid
        case (429, _): return .tooMany
        case (500..., _): return .server
        default: return .answer
        }
    }

    private static func remedy(_ code: Code) -> String? {
        switch code {
        case .notServed:
            "The server does not serve this kind; is what defines it installed there (KubeVirt, CDI), and in this version?"
        case .unauthorized: "Log in again: the kubeconfig's token or certificate is wrong or has expired."
        case .forbidden: "Ask the cluster's administrator for this right."
        case .terminating: "Wait until the namespace is gone, or take another one."
        case .tooMany: "The server is busy; try later, or with fewer at once."
        case .expired: "The server has forgotten it; ask from the beginning."
        default: nil
        }
    }

    /// What became of a request that has no answer.
    package init(_ operation: String, _ error: HTTPError) {
        let code: Code
        switch error.code {
        case .unreachable, .timedOut, .broken: code = .unreachable
        case .tls, .setting: code = .untrusted
        case .cancelled: code = .cancelled
        case .address, .request: code = .request
        default: code = .answer
        }
        let place = error.url.isEmpty ? "" : "\(error.url): "
        self.init(code, operation, place + error.message, cause: error.cause)
    }
}
