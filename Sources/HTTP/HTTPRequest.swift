/// What a server is asked.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable, Hashable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case patch = "PATCH"
        case delete = "DELETE"

        /// Whether asking twice is the same as asking once, so that it may be asked again.
        var isRepeatable: Bool { self != .post && self != .patch }
    }

    package struct Header: Sendable, Hashable {
        package let name: String
        package let value: String
        /// Never printed, and never sent to another server by a redirect.
        package let isSecret: Bool

        package init(_ name: String, _ value: String, secret: Bool = false) {
            self.name = name
            self.value = value
            isSecret = secret || ["authorization", "cookie", "proxy-authorization"].contains(name.lowercased())
        }

        /// A whole line, `Name: value`; nil when it is none.
        package init?(line: String, secret: Bool = false) {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            self.init(String(line[..<colon]), String(value), secret: secret)
        }
    }

    package var method: Method
    package var address: WebAddress
    package var headers: [Header]
    package var body: HTTPBody?
    /// Whether it may be sent again when nobody knows what became of it; as the method has it, unless set.
    ///
    /// One that may not is not resent by libcurl either when a kept connection ends before any byte of an answer.
    package var isRepeatable: Bool
    /// How long nothing may come; the settings' own when nil.
    package var stallTimeout: Duration?

    package init(
        _ method: Method = .get, _ url: String, headers: [Header] = [], body: HTTPBody? = nil
    ) throws(HTTPError) {
        self.method = method
        address = try WebAddress(url)
        self.headers = headers
        self.body = body
        isRepeatable = method.isRepeatable
        guard !address.isFile || method == .get else {
            throw HTTPError(.request, url: address.redacted, "a file of this host is only read")
        }
        for header in headers where !header.isSendable {
            throw HTTPError(
                .request, url: address.redacted,
                "the header ‘\(header.name)’ has a line end or a blank where there can be none")
        }
    }

    /// Whether an answer asks for another attempt. Who is asked too often, or is busy, has done nothing yet.
    func mayRepeat(after status: Int) -> Bool {
        isRepeatable ? RetryPolicy.isPassing(status) : [429, 503].contains(status)
    }

    func mayRepeat(after error: HTTPError) -> Bool {
        isRepeatable ? error.isPassing : error.code == .unreachable
    }

    /// The request that a redirect makes of this one; what is secret does not leave its server.
    func redirected(to target: WebAddress, status: Int) -> HTTPRequest {
        var request = self
        request.address = target
        if target.origin != address.origin { request.headers.removeAll(where: \.isSecret) }
        let becomesGet = status == 303 && method != .head || (status == 301 || status == 302) && method == .post
        if becomesGet {
            request.method = .get
            request.body = nil
        }
        return request
    }
}

extension HTTPRequest.Header {
    fileprivate var isSendable: Bool {
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            && !value.utf8.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }
    }

    /// As libcurl wants it: a header without a value ends in a semicolon there.
    var line: String { value.isEmpty ? name + ";" : "\(name): \(value)" }
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    package var description: String { "\(method.rawValue) \(address.redacted)" }
    package var customMirror: Mirror { Mirror(self, children: ["request": description]) }
}

extension HTTPRequest.Header: CustomStringConvertible, CustomReflectable {
    package var description: String { isSecret ? "\(name): …" : "\(name): \(value)" }
    package var customMirror: Mirror { Mirror(self, children: ["header": description]) }
}
