import CCurl
import Glibc
import Offload

extension Transfer {
    /// Runs a callback's body; false when the transfer is to be ended.
    func attempt(_ body: () throws(HTTPError) -> Void) -> Bool {
        do throws(HTTPError) {
            try body()
            return true
        } catch {
            callbackFailure = error
            return false
        }
    }

    func take(line: UnsafeRawBufferPointer) throws(HTTPError) {
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
            // At once: an answer's body may be long in coming.
            if hasHead { try beginOnce() }
        } else if let colon = text.firstIndex(of: ":") {
            head.headers.add(
                String(text[..<colon]), String(text[text.index(after: colon)...].drop(while: \.isWhitespace)).trimmedEnd
            )
        }
    }

    func beginOnce() throws(HTTPError) {
        guard !hasBegun else { return }
        hasBegun = true
        try sink.begin(head)
    }

    func take(_ bytes: UnsafeRawBufferPointer) throws(HTTPError) {
        if request.address.isFile { head.status = 200 }
        try beginOnce()
        try sink.take(bytes)
    }

    func give(_ buffer: UnsafeMutableRawBufferPointer) throws(HTTPError) -> Int {
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

    func seek(to offset: Int64) {
        body?.seek(to: offset)
        given = offset
    }

    static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
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

func takeBytes(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context) else { return 0 }
    if transfer.sink.isFull { return Int(CURL_WRITEFUNC_PAUSE) }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
    // Any other number than that of the bytes ends the transfer.
    return transfer.attempt { () throws(HTTPError) in try transfer.take(buffer) } ? buffer.count : buffer.count + 1
}

func takeLine(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context) else { return 0 }
    let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.attempt { () throws(HTTPError) in try transfer.take(line: buffer) }
        ? buffer.count : buffer.count + 1
}

func giveBytes(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context) else { return Int(CURL_READFUNC_ABORT) }
    var given = 0
    let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
    let isGood = transfer.attempt { () throws(HTTPError) in given = try transfer.give(buffer) }
    return isGood ? given : Int(CURL_READFUNC_ABORT)
}

func seekBytes(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
    guard origin == SEEK_SET, let transfer = Transfer.of(context) else { return CURL_SEEKFUNC_CANTSEEK }
    // libcurl sends a request again whose kept connection ended before any byte of an answer, and the server may have it.
    guard transfer.request.isRepeatable else { return CURL_SEEKFUNC_FAIL }
    transfer.seek(to: Int64(offset))
    return CURL_SEEKFUNC_OK
}
