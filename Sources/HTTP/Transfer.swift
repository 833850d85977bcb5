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
    private let request: HTTPRequest
    private let settings: HTTPSettings
    private let connection: Connection
    private let sink: any AnswerSink
    private let body: BodyReader?
    private var given: Int64 = 0
    private var told = ContinuousClock.now
    private var head = HTTPHead(status: 0)
    private var headBytes = 0
    private var hasHead = false
    /// What a callback failed with: libcurl only knows that one did.
    private var failure: HTTPError?

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
        if let file = settings.certificateFile { results.append(mayfly_curl_set_text(handle, CURLOPT_CAINFO, file)) }
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

    /// Runs a callback's body; false when the transfer is to be ended.
    fileprivate func attempt(_ body: () throws(HTTPError) -> Void) -> Bool {
        do throws(HTTPError) {
            try body()
            return true
        } catch {
            failure = error
            return false
        }
    }

    fileprivate func take(line: UnsafeRawBufferPointer) throws(HTTPError) {
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // What came before was not the answer yet: 100 Continue.
            (head, hasHead, headBytes) = (HTTPHead(status: 0), false, 0)
            head.status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            return
        }
        headBytes += line.count
        guard headBytes <= Self.longestHead else {
            throw HTTPError(
                .tooLarge, url: request.address.redacted, "the answer's head is longer than \(Self.longestHead) bytes")
        }
        // What follows the body is nothing that we ask for.
        guard !hasHead else { return }
        if text.allSatisfy(\.isNewline) {
            hasHead = head.status >= 200
        } else if let colon = text.firstIndex(of: ":") {
            head.headers.add(
                String(text[..<colon]), String(text[text.index(after: colon)...].drop(while: \.isWhitespace)).trimmedEnd
            )
        }
    }

    private var hasBegun = false

    private func beginOnce() throws(HTTPError) {
        guard !hasBegun else { return }
        hasBegun = true
        try sink.begin(head)
    }

    fileprivate func take(_ bytes: UnsafeRawBufferPointer) throws(HTTPError) {
        if request.address.isFile { head.status = 200 }
        try beginOnce()
        try sink.take(bytes)
    }

    fileprivate func give(_ buffer: UnsafeMutableRawBufferPointer) throws(HTTPError) -> Int {
        do throws(SystemError) {
            let count = try body?.read(into: buffer) ?? 0
            given += Int64(count)
            tellProgress()
            return count
        } catch {
            throw HTTPError(.file, url: request.address.redacted, "what is to be sent cannot be read", cause: error)
        }
    }

    private func tellProgress() {
        guard let body = request.body, let progress = body.progress else { return }
        let now = ContinuousClock.now
        guard now - told >= .milliseconds(100) || given == body.count else { return }
        told = now
        progress(TransferProgress(done: given, total: body.count))
    }

    fileprivate func seek(to offset: Int64) {
        body?.seek(to: offset)
        given = offset
    }

    fileprivate static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

extension String {
    fileprivate var trimmedEnd: String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

private func takeBytes(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context) else { return 0 }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
    // Any other number than that of the bytes ends the transfer.
    return transfer.attempt { () throws(HTTPError) in try transfer.take(buffer) } ? buffer.count : buffer.count + 1
}

private func takeLine(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context) else { return 0 }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.attempt { () throws(HTTPError) in try transfer.take(line: buffer) }
        ? buffer.count : buffer.count + 1
}

private func giveBytes(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context) else { return Int(CURL_READFUNC_ABORT) }
    var given = 0
    let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    let isGood = transfer.attempt { () throws(HTTPError) in given = try transfer.give(buffer) }
    return isGood ? given : Int(CURL_READFUNC_ABORT)
}

private func seekBytes(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
    guard origin == SEEK_SET, let transfer = Transfer.of(context) else { return CURL_SEEKFUNC_CANTSEEK }
    transfer.seek(to: Int64(offset))
    return CURL_SEEKFUNC_OK
}
