import CCurl
import Glibc
import Offload
import Synchronization

/// A connection that libcurl has made and through which we speak ourselves: proxies, TLS and who we are is its business.
///
/// Nothing of it blocks: descriptors are waited for by the reactor, and one lock keeps reading and writing apart, because
/// a TLS connection has one state for both.
final class BareConnection: Sendable {
    /// Of whoever holds the lock.
    private struct Held: @unchecked Sendable {
        let connection: Connection
        /// libcurl has pointers into it.
        let transfer: Transfer
        let outgoing: Outgoing
        /// Whether nothing more is to be sent.
        var isEnded = false
        /// Whoever waits for something to read.
        var reader: Task<SystemError?, Never>?
    }

    private let held: Mutex<Held>
    private let address: WebAddress
    private let socket: Int32
    private let clock: any Clock<Duration>
    /// How long what the other side still says is read after the end.
    private static let lingering: Duration = .seconds(2)

    /// Connects as a request's transfer would.
    static func open(_ request: HTTPRequest, _ settings: HTTPSettings) async throws(HTTPError) -> BareConnection {
        guard !Task.isCancelled else { throw .cancelled(request.address) }
        guard let connection = Connection() else {
            throw HTTPError(.library, url: request.address.redacted, "libcurl does not start: out of memory?")
        }
        // The task waits for that thread; nobody else has it meanwhile.
        let transfer = Handed(
            Transfer(request, settings, MemorySink(request.address, most: 0), piece: Transfer.smallPiece))
        let result: Result<Int32, HTTPError> = await withTaskCancellationHandler {
            await blocking { Result { () throws(HTTPError) in try transfer.value.connect(on: connection) } }
        } onCancel: {
            connection.stop()
        }
        return BareConnection(connection, transfer.value, socket: try result.get())
    }

    private init(_ connection: Connection, _ transfer: Transfer, socket: Int32) {
        address = transfer.request.address
        self.socket = socket
        clock = transfer.settings.clock
        held = Mutex(Held(connection: connection, transfer: transfer, outgoing: Outgoing()))
    }

    /// What has come, at most so much; nil when nothing has yet, and empty at the end.
    func receive(atMost limit: Int) throws(HTTPError) -> [UInt8]? {
        try held.withLock { (held) throws(HTTPError) -> [UInt8]? in
            var code = CURLE_OK
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
                // TLS gives one record at a time, of 16 KiB at most.
                while filled < limit {
                    var count = 0
                    code = curl_easy_recv(
                        held.connection.easy, buffer.baseAddress.map { $0 + filled }, limit - filled, &count)
                    guard code == CURLE_OK, count > 0 else { return }
                    filled += count
                }
            }
            // An end or an error behind them is found the next time.
            if !bytes.isEmpty || code == CURLE_OK { return bytes }
            if code == CURLE_AGAIN { return nil }
            throw held.transfer.failure(code)
        }
    }

    /// Takes bytes to send; everything before them must have gone. After the end they are dropped.
    func put(_ bytes: [UInt8]) {
        // Last words may be on their way.
        held.withLock { if !$0.isEnded { $0.outgoing.put(bytes) } }
    }

    /// Sends as much as it can at once; whether all has gone.
    func flush() throws(HTTPError) -> Bool {
        try held.withLock { (held) throws(HTTPError) -> Bool in try Self.flush(held) }
    }

    private static func flush(_ held: Held) throws(HTTPError) -> Bool {
        while !held.outgoing.rest.isEmpty {
            var count = 0
            let rest = held.outgoing.rest
            let code = curl_easy_send(held.connection.easy, rest.baseAddress, rest.count, &count)
            if code == CURLE_AGAIN { return false }
            guard code == CURLE_OK else { throw held.transfer.failure(code) }
            held.outgoing.drop(count)
        }
        return true
    }

    func waitToRead() async throws(HTTPError) {
        // A task of its own, which the end cancels: the other side may be silent for long.
        let waiting = Task { [socket] () async -> SystemError? in await Self.wait(Reactor.reading, socket) }
        held.withLock { held in
            held.reader = waiting
            if held.isEnded { waiting.cancel() }
        }
        try check(
            await withTaskCancellationHandler {
                await waiting.value
            } onCancel: {
                waiting.cancel()
            })
    }

    func waitToWrite() async throws(HTTPError) { try check(await Self.wait(Reactor.writing, socket)) }

    private static func wait(_ reactor: Reactor, _ socket: Int32) async -> SystemError? {
        do throws(SystemError) { try await reactor.wait(for: socket) } catch { return error }
        return nil
    }

    private func check(_ failure: SystemError?) throws(HTTPError) {
        if let failure {
            throw HTTPError(.broken, url: address.redacted, "the connection cannot be waited for", cause: failure)
        }
        guard !Task.isCancelled else { throw .cancelled(address) }
    }

    /// Ends both directions: whoever waits wakes up. Last words are sent if there is room for them and nothing before them
    /// is on its way. The descriptor is freed with the last reference, when nobody can wait for it any more.
    ///
    /// Only what we say ends at once. With something unread the kernel would reset the connection, and drop what is on its
    /// way: what the other side still says is read for a while, and dropped.
    func end(saying words: [UInt8]) {
        held.withLock { held in
            held.isEnded = true
            if held.outgoing.rest.isEmpty {
                held.outgoing.put(words)
                // Who has gone already does not hear them.
                _ = try? Self.flush(held)
            }
            _ = shutdown(socket, Int32(SHUT_WR))
            held.reader?.cancel()
        }
        let copy = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0, let rest = try? DescriptorStream(Descriptor(owning: copy)) else { return }
        Task { [clock] in
            try? await withDeadline(Self.lingering, clock: clock) {
                while try await !rest.read(atMost: 64 << 10).isEmpty {}
            }
            rest.close()
        }
    }
}

/// Bytes on their way. They stay where they are until they have gone: what TLS has taken a part of has to be shown to it
/// again, at the same place.
private final class Outgoing {
    private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    private var going = 0..<0

    deinit { memory.deallocate() }

    var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[going]) }

    func put(_ bytes: [UInt8]) {
        assert(going.isEmpty, "what is on its way would be overwritten")
        if bytes.count > memory.count {
            memory.deallocate()
            memory = .allocate(byteCount: bytes.count, alignment: 16)
        }
        memory.copyBytes(from: bytes)
        going = 0..<bytes.count
    }

    func drop(_ count: Int) { going = going.lowerBound + count..<going.upperBound }
}

extension Transfer {
    /// Only connects, and by the same settings; both have to be kept as long as the connection is used. It blocks.
    ///
    /// - Returns: The connection's descriptor, which stays libcurl's.
    func connect(on connection: Connection) throws(HTTPError) -> Int32 {
        do throws(HTTPError) { return try makeConnection(on: connection) } catch {
            // Here: libcurl has pointers to what is ours, and the connection may outlive us.
            connection.letGo()
            connection.forget()
            throw error
        }
    }

    private func makeConnection(on connection: Connection) throws(HTTPError) -> Int32 {
        try setUp(connection.easy)
        let results = [
            mayfly_curl_set_long(connection.easy, CURLOPT_CONNECT_ONLY, 1),
            // HTTP/2 has no connection that one could have for oneself.
            mayfly_curl_set_long(connection.easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1)),
            // Not only where there is TLS: we speak to the server, not to the proxy.
            mayfly_curl_set_long(connection.easy, CURLOPT_HTTPPROXYTUNNEL, 1),
            mayfly_curl_set_long(connection.easy, CURLOPT_TCP_KEEPALIVE, 1),
            mayfly_curl_set_long(connection.easy, CURLOPT_TCP_KEEPIDLE, 30),
            mayfly_curl_set_long(connection.easy, CURLOPT_TCP_KEEPINTVL, 10),
        ]
        guard results.allSatisfy({ $0 == CURLE_OK }) else {
            throw HTTPError(.library, url: request.address.redacted, "libcurl refuses to only connect")
        }
        let code = withExtendedLifetime(self) { connection.connect() }
        _ = try finish(code, wasStopped: connection.wasStopped)
        let socket = mayfly_curl_socket(connection.easy)
        guard socket >= 0 else {
            throw HTTPError(.broken, url: request.address.redacted, "the connection ended at once")
        }
        return socket
    }
}
