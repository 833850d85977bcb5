/// Keeps an answer in memory, within a bound.
final class MemorySink: AnswerSink {
    private let address: WebAddress
    private let most: Int
    private(set) var bytes: [UInt8] = []

    init(_ address: WebAddress, most: Int) {
        self.address = address
        self.most = most
    }

    func begin(_ head: HTTPHead) {
        bytes = []
    }

    func take(_ piece: UnsafeRawBufferPointer) throws(HTTPError) {
        guard bytes.count + piece.count <= most else {
            throw HTTPError(
                .tooLarge, url: address.redacted, "the answer is longer than the \(most) bytes that are taken")
        }
        bytes.append(contentsOf: piece)
    }
}

/// Keeps what a redirect says from the sink that waits for the answer.
final class RedirectSink: AnswerSink {
    private let sink: any AnswerSink
    /// Where the answer is instead.
    private(set) var location: String?

    init(_ sink: any AnswerSink) { self.sink = sink }

    func begin(_ head: HTTPHead) throws(HTTPError) {
        location = [301, 302, 303, 307, 308].contains(head.status) ? head.headers["Location"] : nil
        if location == nil { try sink.begin(head) }
    }

    func take(_ bytes: UnsafeRawBufferPointer) throws(HTTPError) {
        if location == nil { try sink.take(bytes) }
    }
}
