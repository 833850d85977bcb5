import CCurl
import Offload

/// Takes an answer as it comes. It is called on one thread, which may block.
protocol AnswerSink: AnyObject {
    /// The head is whole; called once, before any byte.
    func begin(_ head: HTTPHead) throws(HTTPError)
    func take(_ bytes: UnsafeRawBufferPointer) throws(HTTPError)
}

/// One request and its answer, no redirect followed. It blocks and belongs to one thread.
final class Transfer {
    let request: HTTPRequest
    private let settings: HTTPSettings
    private let connection: Connection
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
    var failure: HTTPError?

    static let longestHead = 256 << 10

    init(_ request: HTTPRequest, _ settings: HTTPSettings, _ connection: Connection, _ sink: any AnswerSink) {
        self.request = request
        self.settings = settings
        self.connection = connection
        self.sink = sink
        body = request.body.map(BodyReader.init)
    }

    func run() throws(HTTPError) -> HTTPHead {
        var list: UnsafeMutablePointer<curl_slist>?
        for line in request.headers.map(\.line) {
            guard let longer = curl_slist_append(list, line) else { break }
            list = longer
        }
        defer { curl_slist_free_all(list) }
        let text = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        text.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer {
            connection.forget()
            text.deallocate()
        }
        try setUp(list, text)
        let code = withExtendedLifetime(self) { connection.perform() }
        if let failure { throw failure }
        if connection.wasStopped { throw .cancelled(request.address) }
        guard code == CURLE_OK else {
            throw .transfer(code, String(cString: text), request, settings)
        }
        // A file has no status.
        if request.address.isFile { head.status = 200 }
        try beginOnce()
        return head
    }

    private func setUp(_ list: UnsafeMutablePointer<curl_slist>?, _ text: UnsafeMutablePointer<CChar>) throws(HTTPError)
    {
        let handle = connection.easy
        let scheme = request.address.origin.scheme
        // Who has been sent a disk may think about it for a while.
        let patience = settings.stallTimeout * (request.body == nil ? 1 : 5)
        let context = Unmanaged.passUnretained(self).toOpaque()
        var results = [
            mayfly_curl_set_text(handle, CURLOPT_URL, request.address.text),
            mayfly_curl_set_text(handle, CURLOPT_PROTOCOLS_STR, scheme),
            mayfly_curl_set_text(handle, CURLOPT_USERAGENT, settings.userAgent),
            mayfly_curl_set_text(handle, CURLOPT_PROXY, settings.proxy(for: scheme)),
            mayfly_curl_set_text(handle, CURLOPT_NOPROXY, settings.noProxy),
            mayfly_curl_set_long(handle, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1),
            mayfly_curl_set_long(handle, CURLOPT_NOSIGNAL, 1),
            mayfly_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(settings.connectTimeout / .milliseconds(1))),
            mayfly_curl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1),
            mayfly_curl_set_long(handle, CURLOPT_LOW_SPEED_TIME, max(1, Int(patience / .seconds(1)))),
            // Large pieces: each is one call of read() and one of ours.
            mayfly_curl_set_long(handle, CURLOPT_BUFFERSIZE, 256 << 10),
            mayfly_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, text),
            mayfly_curl_set_list(handle, CURLOPT_HTTPHEADER, list),
            mayfly_curl_set_receiver(handle, CURLOPT_WRITEFUNCTION, takeBytes),
            mayfly_curl_set_pointer(handle, CURLOPT_WRITEDATA, context),
            mayfly_curl_set_receiver(handle, CURLOPT_HEADERFUNCTION, takeLine),
            mayfly_curl_set_pointer(handle, CURLOPT_HEADERDATA, context),
        ]
        if let file = settings.certificateFile {
            // The host's own are not trusted as well: who names a file means that one.
            results += [
                mayfly_curl_set_text(handle, CURLOPT_CAINFO, file), mayfly_curl_set_text(handle, CURLOPT_CAPATH, nil),
            ]
        }
        switch request.method {
        case .get: break
        case .head: results.append(mayfly_curl_set_long(handle, CURLOPT_NOBODY, 1))
        default: results.append(mayfly_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue))
        }
        if let body = request.body {
            results += [
                mayfly_curl_set_long(handle, CURLOPT_UPLOAD, 1),
                mayfly_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(body.count)),
                mayfly_curl_set_long(handle, CURLOPT_UPLOAD_BUFFERSIZE, 1 << 20),
                mayfly_curl_set_sender(handle, giveBytes, seekBytes),
                mayfly_curl_set_pointer(handle, CURLOPT_READDATA, context),
                mayfly_curl_set_pointer(handle, CURLOPT_SEEKDATA, context),
            ]
        }
        if let wrong = results.first(where: { $0 != CURLE_OK }) {
            throw HTTPError(
                .library, url: request.address.redacted, "libcurl refuses an option: \(curl_easy_strerror(wrong).text)")
        }
    }
}
