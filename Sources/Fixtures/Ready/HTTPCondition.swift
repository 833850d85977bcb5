/// Ready when a web server in the guest gives an answer. Redirects are answers: they are not followed.
public struct HTTPCondition: Sendable, Hashable {
    /// The port; 80 unless said otherwise.
    public var port: UInt16
    /// Path and query, beginning with a slash.
    public var path: String
    /// The status that is waited for; any from 200 to 299 when nil.
    public var status: Int?
    /// An address as the guest sees it; its own `localhost` when nil.
    public var host: String?
    /// Header fields to send. `Host` may be among them.
    public var headers: [String: String]
    /// What a line of the body must show.
    public var body: TextMatch?
    /// How long it may take.
    public var deadline: Deadline?
    /// How long to wait between two requests; short at first and then longer when nil.
    public var interval: Interval?

    /// A GET of this path has this outcome.
    public init(
        port: UInt16 = 80, path: String = "/", status: Int? = nil, host: String? = nil, headers: [String: String] = [:],
        body: TextMatch? = nil, deadline: Deadline? = nil, interval: Interval? = nil
    ) {
        self.port = port
        self.path = path
        self.status = status
        self.host = host
        self.headers = headers
        self.body = body
        self.deadline = deadline
        self.interval = interval
    }
}

extension HTTPCondition: Codable {
    private enum CodingKeys: String, CodingKey {
        case scheme, port, path, status, host, headers, body, deadline, interval
    }

    private enum BodyKeys: String, CodingKey {
        case text, pattern
    }

    /// Reads a condition; `scheme` may be written, and is http.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func failure(_ key: CodingKeys, _ words: String) -> DecodingError {
            .dataCorruptedError(forKey: key, in: container, debugDescription: words)
        }
        let scheme = try container.decodeIfPresent(String.self, forKey: .scheme) ?? "http"
        guard scheme == "http" else {
            throw failure(
                .scheme,
                scheme == "https"
                    ? "https is not supported by this version; ask by http, by port, or by a command such as curl"
                    : "‘\(scheme)’ is not supported; write http")
        }
        self.init(port: container.contains(.port) ? try container.decodePort(forKey: .port) : 80)
        path = try container.decodeIfPresent(String.self, forKey: .path) ?? "/"
        guard path.hasPrefix("/"), path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw failure(.path, "‘\(path)’ is not a path; begin with / and write other characters as %XX")
        }
        status = try container.decodeIfPresent(Int.self, forKey: .status)
        if let status, !(200...599).contains(status) {
            throw failure(.status, "‘\(status)’ is not a status that ends a request; write a number from 200 to 599")
        }
        host = try container.decodeHost(forKey: .host)
        headers = try container.decodeIfPresent([String: String].self, forKey: .headers) ?? [:]
        for (name, value) in headers where !Self.isField(name, value) {
            throw failure(.headers, "‘\(name)’ is not a header field that can be sent")
        }
        if container.contains(.body) {
            let nested = try container.nestedContainer(keyedBy: BodyKeys.self, forKey: .body)
            guard let match = try TextMatch.read(from: nested, text: .text, pattern: .pattern) else {
                throw TextMatch.oneExpected(at: nested.codingPath)
            }
            body = match
        }
        deadline = try container.decodeIfPresent(Deadline.self, forKey: .deadline)
        interval = try container.decodeIfPresent(Interval.self, forKey: .interval)
    }

    /// Nothing that would end a line, or change where the message ends.
    private static func isField(_ name: String, _ value: String) -> Bool {
        let own = ["connection", "content-length", "transfer-encoding"]
        return !name.isEmpty && !own.contains(name.lowercased())
            && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
            && value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
    }

    /// Writes the condition.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(port, forKey: .port)
        try container.encode(path, forKey: .path)
        try container.encodeIfPresent(status, forKey: .status)
        try container.encodeIfPresent(host, forKey: .host)
        if !headers.isEmpty { try container.encode(headers, forKey: .headers) }
        if let body {
            var nested = container.nestedContainer(keyedBy: BodyKeys.self, forKey: .body)
            try body.write(to: &nested, text: .text, pattern: .pattern)
        }
        try container.encodeIfPresent(deadline, forKey: .deadline)
        try container.encodeIfPresent(interval, forKey: .interval)
    }
}
