import CCurl
import Digests
import Synchronization

/// libcurl's handles of one transfer at a time; the connections that it keeps open serve the next.
///
/// It belongs to one thread at a time. Only ``stop()`` is called by others.
final class Connection: @unchecked Sendable {
    let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private let isStopped = Atomic(false)
    private var isHeld = false

    /// Done once a process; libcurl is not thread-safe before.
    static let start = Digest.start == 1 ? mayfly_curl_start() : CURLE_FAILED_INIT

    init?() {
        guard Self.start == CURLE_OK, let multi = curl_multi_init() else { return nil }
        guard let easy = curl_easy_init() else {
            curl_multi_cleanup(multi)
            return nil
        }
        self.multi = multi
        self.easy = easy
    }

    deinit {
        letGo()
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
    }

    /// Forgets the last transfer's options, which point to what is no more; open connections stay.
    func forget() { curl_easy_reset(easy) }

    /// Makes ready for the next transfer. Not sooner than nobody can stop the last one any more.
    fileprivate func rest() { isStopped.store(false, ordering: .releasing) }

    /// Ends the transfer under way, from any thread, at once.
    func stop() {
        isStopped.store(true, ordering: .releasing)
        curl_multi_wakeup(multi)
    }

    var wasStopped: Bool { isStopped.load(ordering: .acquiring) }

    /// Runs the transfer to its end; it blocks.
    func perform() -> CURLcode {
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return CURLE_FAILED_INIT }
        defer { curl_multi_remove_handle(multi, easy) }
        return drive()
    }

    /// Makes the connection for a handle that is told to do no more (CURLOPT_CONNECT_ONLY); it blocks. The connection is
    /// the handle's as long as we live: it would be closed if the handle left us.
    func connect() -> CURLcode {
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { return CURLE_FAILED_INIT }
        isHeld = true
        return drive()
    }

    /// Takes back what ``connect()`` made.
    func letGo() {
        if isHeld { curl_multi_remove_handle(multi, easy) }
        isHeld = false
    }

    private func drive() -> CURLcode {
        var running: Int32 = 1
        while running > 0 {
            if wasStopped { return CURLE_ABORTED_BY_CALLBACK }
            guard curl_multi_perform(multi, &running) == CURLM_OK else { return CURLE_FAILED_INIT }
            if running > 0 { curl_multi_poll(multi, nil, 0, 1000, nil) }
        }
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            if message.pointee.msg == CURLMSG_DONE { return mayfly_curl_result(message) }
        }
        return CURLE_FAILED_INIT
    }
}

/// Connections that wait for their next transfer.
final class ConnectionPool: Sendable {
    private let idle = Mutex<[Connection]>([])
    private static let mostIdle = 4

    func take() -> Connection? {
        idle.withLock { $0.popLast() } ?? Connection()
    }

    func give(_ connection: Connection) {
        connection.rest()
        idle.withLock { if $0.count < Self.mostIdle { $0.append(connection) } }
    }
}
