import CCurl
import Offload
import Synchronization

/// One thread that drives any number of transfers: they share connections, and over HTTP/2 one connection.
///
/// Nothing on it blocks but for the sinks, which must not. It ends when it is told to and nothing is under way.
final class Multiplexer: Sendable {
    /// A transfer on its way, as others know it.
    typealias ID = UInt64

    /// Told of a transfer's end, on the thread.
    typealias Completion = @Sendable (Result<HTTPHead, HTTPError>) -> Void

    private enum Command {
        case add(ID, Handed<Transfer>, Completion)
        case cancel(ID)
        case goOn(ID)
        case end
    }

    private struct State {
        var next: ID = 0
        var commands: [Command] = []
    }

    /// The handle may be woken up from any thread, and lives as long as any of us.
    private struct Wakeable: @unchecked Sendable {
        let multi: UnsafeMutableRawPointer
    }

    private let state = Mutex(State())
    private let wakeable: Wakeable

    init?() {
        guard Connection.start == CURLE_OK, let multi = curl_multi_init() else { return nil }
        wakeable = Wakeable(multi: multi)
        let running = Handed(MultiplexerThread(multi))
        // The thread has its own reference for as long as it runs.
        Task { await blocking { running.value.run(for: self) } }
    }

    deinit { curl_multi_cleanup(wakeable.multi) }

    func add(_ transfer: Handed<Transfer>, _ completion: @escaping Completion) -> ID {
        let id = state.withLock { state in
            state.next += 1
            state.commands.append(.add(state.next, transfer, completion))
            return state.next
        }
        curl_multi_wakeup(wakeable.multi)
        return id
    }

    func cancel(_ id: ID) { tell(.cancel(id)) }

    /// Lets a transfer whose sink was full go on.
    func goOn(_ id: ID) { tell(.goOn(id)) }

    /// No more will be added.
    func end() { tell(.end) }

    private func tell(_ command: Command) {
        state.withLock { $0.commands.append(command) }
        curl_multi_wakeup(wakeable.multi)
    }

    /// Does what it was told since; whether it is to end. For its thread only.
    fileprivate func obey(_ thread: MultiplexerThread) -> Bool {
        let commands = state.withLock { state in
            defer { state.commands = [] }
            return state.commands
        }
        var ends = false
        for command in commands {
            switch command {
            case .add(let id, let transfer, let completion): thread.add(id, transfer.value, completion)
            case .cancel(let id): thread.cancel(id)
            case .goOn(let id): thread.goOn(id)
            case .end: ends = true
            }
        }
        return ends
    }
}

/// Handed from one thread to another, which alone uses it from then on, or while its owner waits.
struct Handed<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

/// What belongs to the thread.
private final class MultiplexerThread {
    private struct Entry {
        let id: Multiplexer.ID
        let easy: UnsafeMutableRawPointer
        let transfer: Transfer
        let completion: Multiplexer.Completion
    }

    private let multi: UnsafeMutableRawPointer
    private var entries: [UnsafeMutableRawPointer: Entry] = [:]
    private var handles: [Multiplexer.ID: UnsafeMutableRawPointer] = [:]

    init(_ multi: UnsafeMutableRawPointer) { self.multi = multi }

    func run(for owner: Multiplexer) {
        var ends = false
        while true {
            ends = owner.obey(self) || ends
            if ends, entries.isEmpty { return }
            var running: Int32 = 0
            if curl_multi_perform(multi, &running) != CURLM_OK { failAll() }
            var left: Int32 = 0
            while let message = curl_multi_info_read(multi, &left) {
                guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else { continue }
                finish(easy, mayfly_curl_result(message), wasStopped: false)
            }
            curl_multi_poll(multi, nil, 0, 60_000, nil)
        }
    }

    func add(_ id: Multiplexer.ID, _ transfer: Transfer, _ completion: @escaping Multiplexer.Completion) {
        func failure(_ message: String) -> HTTPError {
            HTTPError(.library, url: transfer.request.address.redacted, message)
        }
        // A new one each time: a used one may keep a buffer that forbids options, and connections are kept by the multi.
        guard let easy = curl_easy_init() else {
            return completion(.failure(failure("libcurl does not start: out of memory?")))
        }
        do throws(HTTPError) {
            try transfer.setUp(easy)
            let results = [
                // A new connection waits to see whether it can be shared.
                mayfly_curl_set_long(easy, CURLOPT_PIPEWAIT, 1),
                // The other end may vanish without a word while nothing is sent.
                mayfly_curl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1),
                mayfly_curl_set_long(easy, CURLOPT_TCP_KEEPIDLE, 30),
                mayfly_curl_set_long(easy, CURLOPT_TCP_KEEPINTVL, 10),
            ]
            guard results.allSatisfy({ $0 == CURLE_OK }), curl_multi_add_handle(multi, easy) == CURLM_OK else {
                throw failure("libcurl does not take the transfer")
            }
        } catch {
            curl_easy_cleanup(easy)
            return completion(.failure(error))
        }
        entries[easy] = Entry(id: id, easy: easy, transfer: transfer, completion: completion)
        handles[id] = easy
    }

    func cancel(_ id: Multiplexer.ID) {
        if let easy = handles[id] { finish(easy, CURLE_ABORTED_BY_CALLBACK, wasStopped: true) }
    }

    func goOn(_ id: Multiplexer.ID) {
        if let easy = handles[id] { curl_easy_pause(easy, CURLPAUSE_CONT) }
    }

    private func finish(_ easy: UnsafeMutableRawPointer, _ code: CURLcode, wasStopped: Bool) {
        guard let entry = entries.removeValue(forKey: easy) else { return }
        handles[entry.id] = nil
        curl_multi_remove_handle(multi, easy)
        curl_easy_cleanup(easy)
        entry.completion(
            Result { () throws(HTTPError) in try entry.transfer.finish(code, wasStopped: wasStopped) })
    }

    private func failAll() {
        for easy in Array(entries.keys) { finish(easy, CURLE_FAILED_INIT, wasStopped: false) }
    }
}
