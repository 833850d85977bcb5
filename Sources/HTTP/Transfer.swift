import CCurl
import Offload

/// Takes an answer as it comes. It is called on one thread, which may block.
protocol AnswerSink: AnyObject {
    /// The head is whole; called once, before any byte.
    func begin(_ head: HTTPHead) throws(HTTPError)
    func take(_ bytes: UnsafeRawBufferPointer) throws(HTTPError)
    /// Whether it takes no more for now; whoever empties it lets the transfer go on.
    var isFull: Bool { get }
}

extension AnswerSink {
    var isFull: Bool { false }
}

/// One request and its answer, no redirect followed. It blocks and belongs to one thread.
final class Transfer {
    let request: HTTPRequest
    let settings: HTTPSettings
    let sink: any AnswerSink
    let body: BodyReader?
    var given: Int64 = 0
    var told = ContinuousClock.now
    var head = HTTPHead(status: 0)
    var headBytes = 0
    var hasHead = false
    /// Whether the sink knows the head.
    var hasBegun = false
    /// What a callback failed with: libcurl only knows that one did.
    var callbackFailure: HTTPError?

    static let longestHead = 256 << 10
    /// How much of an answer libcurl takes at once at most: each piece is one call of read() and one of ours. A transfer has
    /// that much memory as long as it lasts.
    let piece: Int
    /// For a file: the more at once the better.
    static let largePiece = 256 << 10
    /// For an answer of which many others may be under way: as long as a frame of HTTP/2 that nobody has negotiated.
    static let smallPiece = 16 << 10

    /// What libcurl reads from as long as the transfer lasts.
    private var headerList: UnsafeMutablePointer<curl_slist>?
    private var connectList: UnsafeMutablePointer<curl_slist>?
    private let account: UnsafeMutablePointer<CChar>

    init(
        _ request: HTTPRequest, _ settings: HTTPSettings, _ sink: any AnswerSink, piece: Int = Transfer.largePiece
    ) {
        self.piece = piece
        self.request = request
        self.settings = settings
        self.sink = sink
        body = request.body.map(BodyReader.init)
        account = .allocate(capacity: Int(CURL_ERROR_SIZE))
        account.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_slist_free_all(headerList)
        curl_slist_free_all(connectList)
        account.deallocate()
    }

    /// Runs it to its end on a connection of its own; it blocks.
    func run(on connection: Connection) throws(HTTPError) -> HTTPHead {
        // Until then libcurl has pointers to what is ours.
        defer { connection.forget() }
        try setUp(connection.easy)
        let code = withExtendedLifetime(self) { connection.perform() }
        return try finish(code, wasStopped: connection.wasStopped)
    }

    /// What libcurl's result means.
    func finish(_ code: CURLcode, wasStopped: Bool) throws(HTTPError) -> HTTPHead {
        if let callbackFailure { throw callbackFailure }
        if wasStopped { throw .cancelled(request.address) }
        guard code == CURLE_OK else { throw failure(code) }
        // A file has no status.
        if request.address.isFile { head.status = 200 }
        try beginOnce()
        return head
    }

    /// An error of libcurl's, in its own words and ours.
    func failure(_ code: CURLcode) -> HTTPError { .transfer(code, String(cString: account), request, settings) }

    /// As much as there is to send, in the bounds that libcurl has (16 KiB) and that help (1 MiB).
    static func uploadPiece(of count: Int64) -> Int { Int(min(max(count, 16 << 10), 1 << 20)) }

    private func list(_ lines: [String]) -> UnsafeMutablePointer<curl_slist>? {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in lines {
            guard let longer = curl_slist_append(list, line) else { break }
            list = longer
        }
        return list
    }

    /// Sets a handle's options, which point to what is ours until it is reset.
    func setUp(_ handle: UnsafeMutableRawPointer) throws(HTTPError) {
        let renamed = renamed()
        headerList = list(request.headers.map(\.line) + (renamed.map { ["Host: \($0.host)"] } ?? []))
        connectList = renamed.flatMap { list([$0.connection]) }
        let scheme = request.address.origin.scheme
        // libcurl would look for the certificate's name among the hosts that are reached without a proxy.
        let isDirect = renamed != nil && settings.isDirect(request.address.origin.host)
        // Who has been sent a disk may think about it for a while.
        let patience = (request.stallTimeout ?? settings.stallTimeout) * (request.body == nil ? 1 : 5)
        let context = Unmanaged.passUnretained(self).toOpaque()
        var results = [
            mayfly_curl_set_text(handle, CURLOPT_URL, renamed?.address ?? request.address.text),
            mayfly_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, scheme),
            mayfly_curl_set_text(handle, CURLOPT_USERAGENT, settings.userAgent),
            mayfly_curl_set_text(handle, CURLOPT_PROXY, isDirect ? "" : settings.proxy(for: scheme)),
            mayfly_curl_set_text(handle, CURLOPT_NOPROXY, renamed == nil ? settings.noProxy : ""),
            mayfly_curl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
            mayfly_curl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            mayfly_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectTimeout / .milliseconds(1))),
            mayfly_curl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1),
            mayfly_curl_set_long(handle, CURLOPT_LOW_SPEED_TIME, max(1, Int(patience / .seconds(1)))),
            mayfly_curl_set_long(handle, CURLOPT_BUFFERSIZE, piece),
            mayfly_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, account),
            mayfly_curl_set_list(handle, CURLOPT_HTTPHEADER, headerList),
            mayfly_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, takeBytes),
            mayfly_curl_set_pointer(handle, CURLOPT_WRITEDATA, context),
            mayfly_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, takeLine),
            mayfly_curl_set_pointer(handle, CURLOPT_HEADERDATA, context),
        ]
        if connectList != nil { results.append(mayfly_curl_set_list(handle, CURLOPT_CONNECT_TO, connectList)) }
        results += secure(handle)
        switch request.method {
        case .get: break
        case .head: results.append(mayfly_curl_set_long(handle, CURLOPT_NOBODY, 1))
        default: results.append(mayfly_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue))
        }
        if let body = request.body {
            results += [
                mayfly_curl_set_long(handle, CURLOPT_UPLOAD, 1),
                mayfly_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(body.count)),
                mayfly_curl_set_long(handle, CURLOPT_UPLOAD_BUFFERSIZE, Self.uploadPiece(of: body.count)),
                mayfly_curl_set_sender(handle, giveBytes, seekBytes),
                mayfly_curl_set_pointer(handle, CURLOPT_READDATA, context),
                mayfly_curl_set_pointer(handle, CURLOPT_SEEKDATA, context),
            ]
        }
        // Without a body there is no rewinding that could fail: what may not be sent twice gets its own connection then,
        // on which libcurl sends nothing again.
        if !request.isRepeatable, request.body.map({ $0.count == 0 }) ?? true {
            results.append(mayfly_curl_set_long(handle, CURLOPT_FRESH_CONNECT, 1))
        }
        if let wrong = results.first(where: { $0 != CURLE_OK }) {
            throw HTTPError(
                .library, url: request.address.redacted, "libcurl refuses an option: \(curl_easy_strerror(wrong).text)")
        }
    }
}
