/// A web server's answer.
package struct HTTPResponse: Sendable, Hashable {
    package var status: Int
    package var reason: String
    /// At most ``HTTPResponseReader/longestBody`` bytes; what comes after is not read.
    package var body: [UInt8]
}

/// Reads one HTTP/1.1 answer out of bytes in any pieces. Followed: RFC 9112, 4 to 7.
package struct HTTPResponseReader: Sendable {
    package struct Failure: Error, Sendable, Hashable {
        package let reason: String
    }

    package static let longestHead = 64 << 10
    package static let longestBody = 1 << 20

    private enum Place: Sendable {
        case head
        case sized(Int)
        case untilEnd
        case chunkSize
        case chunk(Int)
        case chunkEnd
        case trailer
        case done
    }

    private var place = Place.head
    private var buffer: [UInt8] = []
    private var start = 0
    private var headBytes = 0
    private var response: HTTPResponse?

    package init() {}

    /// Takes the next bytes; returns the answer once it is whole.
    package mutating func add(_ bytes: [UInt8]) throws(Failure) -> HTTPResponse? {
        buffer += bytes
        while try step() {}
        buffer.removeFirst(start)
        start = 0
        if case .done = place { return response }
        return nil
    }

    /// The connection has ended; the answer, when that ends it.
    package func finish() throws(Failure) -> HTTPResponse {
        switch place {
        case .untilEnd, .done: if let response { return response }
        case .head where headBytes == 0 && buffer.isEmpty:
            throw Failure(reason: "the connection ended without an answer")
        default: break
        }
        throw Failure(reason: "the connection ended in the middle of the answer")
    }

    /// Whether there is more to do with what has come.
    private mutating func step() throws(Failure) -> Bool {
        switch place {
        case .done: return false
        case .head: return try readHead()
        case .untilEnd: return take(buffer.count - start)
        case .sized(let rest):
            let count = min(rest, buffer.count - start)
            _ = take(count)
            if case .done = place { return false }
            place = rest == count ? .done : .sized(rest - count)
            return false
        case .chunkSize:
            guard let line = try line() else { return false }
            let digits = line.prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
            guard let size = Int(digits, radix: 16), size >= 0, digits.first != "+" else {
                throw Failure(reason: "the answer's chunks are broken")
            }
            place = size == 0 ? .trailer : .chunk(size)
            return true
        case .chunk(let rest):
            let count = min(rest, buffer.count - start)
            _ = take(count)
            if case .done = place { return false }
            place = rest == count ? .chunkEnd : .chunk(rest - count)
            return rest == count
        case .chunkEnd:
            guard let line = try line() else { return false }
            guard line.isEmpty else { throw Failure(reason: "the answer's chunks are broken") }
            place = .chunkSize
            return true
        case .trailer:
            guard let line = try line() else { return false }
            if line.isEmpty { place = .done }
            return true
        }
    }

    private mutating func readHead() throws(Failure) -> Bool {
        // Kept apart from lines: an interim answer (1xx) is followed by another head.
        guard let end = headEnd() else {
            guard buffer.count - start <= Self.longestHead else {
                throw Failure(reason: "the answer's head is too long")
            }
            return false
        }
        let text = String(decoding: buffer[start..<end], as: UTF8.self)
        headBytes += end - start
        start = end
        guard headBytes <= Self.longestHead else { throw Failure(reason: "the answer's head is too long") }
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\r\n" || $0 == "\n" }
        let words = (lines.first ?? "").split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[1].count == 3, let status = Int(words[1]),
            (100...599).contains(status)
        else { throw Failure(reason: "what answered does not speak HTTP/1.1") }
        if (100..<200).contains(status) { return true }
        let reason = words.count == 3 ? String(words[2].prefix(80)) : ""
        response = HTTPResponse(status: status, reason: reason, body: [])
        place = try body(after: lines.dropFirst(), status: status)
        return true
    }

    /// How the body's end is told.
    private func body(after lines: ArraySlice<Substring>, status: Int) throws(Failure) -> Place {
        var length: Int?
        var isChunked = false
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].trimming
            switch line[..<colon].lowercased() {
            case "transfer-encoding": isChunked = value.lowercased().hasSuffix("chunked")
            case "content-length":
                guard !value.isEmpty, value.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(value),
                    length == nil || length == number
                else { throw Failure(reason: "the answer's length is broken") }
                length = number
            default: continue
            }
        }
        if status == 204 || status == 304 { return .done }
        if isChunked { return .chunkSize }
        guard let length else { return .untilEnd }
        return length == 0 ? .done : .sized(length)
    }

    private func headEnd() -> Int? {
        var place = start
        while let newline = buffer[place...].firstIndex(of: 0x0A) {
            let next = newline + 1
            if next < buffer.count, buffer[next] == 0x0A { return next + 1 }
            if next + 1 < buffer.count, buffer[next] == 0x0D, buffer[next + 1] == 0x0A { return next + 2 }
            place = next
        }
        return nil
    }

    /// The next line without its end.
    private mutating func line() throws(Failure) -> String? {
        guard let newline = buffer[start...].firstIndex(of: 0x0A) else {
            guard buffer.count - start <= 4096 else { throw Failure(reason: "a line of the answer is too long") }
            return nil
        }
        var text = buffer[start..<newline]
        if text.last == 0x0D { text.removeLast() }
        start = newline + 1
        return String(decoding: text, as: UTF8.self)
    }

    /// Moves bytes to the body; a body that is long enough ends the answer. Says whether there is more to do: never.
    private mutating func take(_ count: Int) -> Bool {
        let room = Self.longestBody - (response?.body.count ?? 0)
        response?.body += buffer[start..<start + min(count, room)]
        start += count
        if count >= room { place = .done }
        return false
    }
}

extension Substring {
    fileprivate var trimming: Substring {
        var text = drop { $0 == " " || $0 == "\t" }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
