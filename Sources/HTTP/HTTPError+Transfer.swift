import CCurl

extension UnsafePointer<CChar>? {
    var text: String { map { String(cString: $0) } ?? "unknown" }
}

extension HTTPError {
    /// What libcurl failed with, and what to do about it. `text` is its own account, which names hosts and no secrets.
    static func transfer(
        _ code: CURLcode, _ text: String, _ request: HTTPRequest, _ settings: HTTPSettings
    ) -> HTTPError {
        let address = request.address
        let proxy = settings.proxy(for: address.origin.scheme)
        let isProxied = !proxy.isEmpty && !settings.isDirect(address.origin.host)
        // A proxy's address may hold a password, and libcurl quotes it.
        let text = !proxy.isEmpty ? text.replacing(proxy, with: "the proxy") : text
        let reason = text.isEmpty ? curl_easy_strerror(code).text : text
        let proxyHint =
            isProxied ? " (through a proxy\(settings.proxy == nil ? " that the environment names" : ""))" : ""
        func error(_ code: Code, _ message: String) -> HTTPError {
            HTTPError(code, url: address.redacted, message)
        }
        let file = settings.certificateFile.map { "the certificates in \($0)" } ?? "the host's own certificates"
        // Who was given authorities looks at no file beside them.
        let trusted = settings.tls.authority == nil ? file : "the authorities that it was configured with"
        let remedy =
            settings.tls.authority == nil
            ? "Trusted are \(trusted); give the file of its authority (PEM) as certBundle or by SSL_CERT_FILE."
            : "Trusted are only \(trusted); is its own one among them?"
        switch code {
        case CURLE_COULDNT_RESOLVE_PROXY:
            let place =
                settings.proxy == nil ? "\(address.origin.scheme)_proxy" : "the proxy that was configured for it"
            return error(.setting, "the proxy's name is unknown; see \(place): \(reason)")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_CONNECT:
            return error(.unreachable, "cannot be reached\(proxyHint): \(reason)")
        case CURLE_PEER_FAILED_VERIFICATION where reason.contains("expired") || reason.contains("not yet valid"):
            return error(
                .tls,
                "its certificate is not of today: \(reason). Have it renewed there; or is this host's clock wrong (date)?"
            )
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR:
            return error(.tls, "its certificate is not trusted: \(reason). \(remedy)")
        case CURLE_SSL_CERTPROBLEM:
            return error(.setting, "the client certificate or its key cannot be used: \(reason)")
        case CURLE_SSL_CACERT_BADFILE:
            return error(.setting, "what is to be trusted (\(trusted)) cannot be read: \(reason)")
        case CURLE_SSL_CONNECT_ERROR:
            return error(.tls, "no TLS connection\(proxyHint): \(reason). Does it speak https at this port? \(remedy)")
        case CURLE_OPERATION_TIMEDOUT:
            return error(.timedOut, "gave no answer in time\(proxyHint): \(reason)")
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_HTTP2,
            CURLE_HTTP2_STREAM, CURLE_SEND_FAIL_REWIND:
            return error(.broken, "the connection ended too early\(proxyHint): \(reason)")
        case CURLE_FILE_COULDNT_READ_FILE:
            return error(.file, "the file cannot be read: \(reason)")
        default:
            return error(.library, "the transfer failed: \(reason) (libcurl's error \(code.rawValue))")
        }
    }

    /// An answer whose status says that it is none.
    static func status(_ head: HTTPHead, _ request: HTTPRequest, body: String = "") -> HTTPError {
        let remedy =
            switch head.status {
            case 401: "It wants credentials; give a header with them."
            case 403: "The credentials, if any, are not enough for it."
            case 404, 410: "There is nothing of that name; check the address."
            case 407: "The proxy wants credentials; write them into the variable that names it."
            case 408, 429: "It is asked too often; try later."
            case 500...: "The server is in trouble; try later."
            default: "Check the address."
            }
        let quoted = body.isEmpty ? "" : " It says: \(body.prefix(300))"
        return HTTPError(
            .status, url: request.address.redacted,
            "answered \(head.status) to \(request.method.rawValue). \(remedy)\(quoted)",
            status: head.status)
    }

    /// Whether another attempt may go better.
    package var isPassing: Bool {
        switch code {
        case .unreachable, .broken, .timedOut: true
        case .status: status.map(RetryPolicy.isPassing) ?? false
        default: false
        }
    }
}
