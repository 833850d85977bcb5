import CCurl

extension Transfer {
    /// What has to be set for the other side to be who it should be.
    func secure(_ handle: UnsafeMutableRawPointer) -> [CURLcode] {
        var results: [CURLcode] = []
        func blob(_ option: CURLoption, _ bytes: [UInt8]) {
            bytes.withUnsafeBytes { results.append(mayfly_curl_set_blob(handle, option, $0.baseAddress, $0.count)) }
        }
        if let authority = settings.tls.authority {
            // The host's own are not trusted as well, here and below: who names some means those.
            results += [
                mayfly_curl_set_text(handle, CURLOPT_CAINFO, nil), mayfly_curl_set_text(handle, CURLOPT_CAPATH, nil),
            ]
            blob(CURLOPT_CAINFO_BLOB, authority)
        } else if let file = settings.certificateFile {
            results += [
                mayfly_curl_set_text(handle, CURLOPT_CAINFO, file), mayfly_curl_set_text(handle, CURLOPT_CAPATH, nil),
            ]
        }
        if let identity = settings.tls.identity {
            blob(CURLOPT_SSLCERT_BLOB, identity.certificate)
            blob(CURLOPT_SSLKEY_BLOB, identity.key)
        }
        if settings.tls.skipsVerification {
            results += [
                mayfly_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 0),
                mayfly_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 0),
            ]
        }
        return results
    }

    /// The address under the name that its certificate has, if that is another one: libcurl takes the name to be told and
    /// verified from the address only. The connection goes where it would have gone.
    func renamed() -> (address: String, host: String, connection: String)? {
        let origin = request.address.origin
        guard origin.scheme == "https", let name = settings.tls.serverName, name != origin.host else { return nil }
        guard let address = request.address.text(withHost: name) else { return nil }
        let host = "\(origin.host):\(origin.port)"
        return (address, host, "::\(host)")
    }
}
