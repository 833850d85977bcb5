import CCrypto
import CSSH
import Glibc
import Offload
import Synchronization

/// A session with an SSH server over any stream of bytes. libssh2 works on memory only, so nothing here ever blocks; its
/// calls are turned into waiting by trying again whenever bytes have come. Ends with its last reference.
package actor SSHSession {
    /// libssh2's own state; freed when nobody can call it any more.
    final class Raw: @unchecked Sendable {
        let pointer: OpaquePointer
        let transport = SSHTransport()

        init() throws(SSHError) {
            guard Self.initialized == 0,
                let pointer = mayfly_ssh_new(Unmanaged.passUnretained(transport).toOpaque())
            else { throw SSHError(.invalid, "libssh2 does not start: out of memory") }
            self.pointer = pointer
            mayfly_ssh_transport(pointer, SSHTransport.send, SSHTransport.receive)
            libssh2_session_set_blocking(pointer, 0)
        }

        deinit {
            // Without a transport nothing is sent and nothing is waited for.
            transport.state.withLock { $0.ended = true }
            var tries = 0
            while libssh2_session_free(pointer) == LIBSSH2_ERROR_EAGAIN, tries < 8 { tries += 1 }
        }

        private static let initialized = mayfly_crypto_start() == 1 ? libssh2_init(0) : -1

        /// libssh2's words for its last failure.
        var reason: String {
            var text: UnsafeMutablePointer<CChar>?
            libssh2_session_last_error(pointer, &text, nil, 0)
            return text.map { String(cString: $0) } ?? "no reason"
        }
    }

    let raw: Raw
    nonisolated let stream: any ByteStream
    /// libssh2 sets a flag of the descriptor that it is given, and does nothing else with it.
    private let descriptor: Descriptor
    private var flushing = false
    private var version: UInt64 = 0
    private var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    private var nextWaiter: UInt64 = 0
    private(set) var lost: SSHError?
    var channels: [UInt64: ChannelState] = [:]
    var nextChannel: UInt64 = 0
    var opening = false

    /// What may wait to be sent before a writer is held back, and to be understood before the server is taken for broken.
    static let outboundLimit = 1 << 20
    static let inboundLimit = 64 << 20

    init(over stream: any ByteStream) throws(SSHError) {
        raw = try Raw()
        self.stream = stream
        let number = Glibc.open("/dev/null", O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard number >= 0 else { throw SSHError(.invalid, "/dev/null cannot be opened") }
        descriptor = Descriptor(owning: number)
    }

    deinit { stream.close() }

    var socket: Int32 { descriptor.raw }

    /// Takes in what arrives for as long as the session is in use.
    func startReading() {
        Task { [weak self, stream] in
            while true {
                let result: Result<[UInt8], SystemError>
                do throws(SystemError) {
                    result = .success(try await stream.read(atMost: 65536))
                } catch {
                    result = .failure(error)
                }
                guard let self else { return }
                switch result {
                case .failure(let error): return await self.abort("the connection broke: \(error)")
                case .success(let bytes) where bytes.isEmpty: return await self.abort("the other side hung up")
                case .success(let bytes): await self.feed(bytes)
                }
            }
        }
    }

    private func feed(_ bytes: [UInt8]) {
        let count = raw.transport.state.withLock { state in
            state.inbound += bytes
            return state.inbound.count - state.taken
        }
        if count > Self.inboundLimit { abort("the server sent more than it may") }
        wake()
    }

    /// Ends the session at once: whoever waits is told the reason.
    package func abort(_ reason: String) {
        if lost == nil { lost = SSHError(.lost, reason) }
        raw.transport.state.withLock { $0.ended = true }
        stream.close()
        wake()
    }

    func wake() {
        version += 1
        let woken = waiters.values
        waiters = [:]
        for waiter in woken { waiter.resume() }
    }

    /// Sends what libssh2 has written; one writer at a time.
    func flush() {
        guard !flushing, raw.transport.state.withLock({ !$0.outbound.isEmpty }) else { return }
        flushing = true
        Task {
            while true {
                let bytes = raw.transport.state.withLock { state in
                    defer { state.outbound = [] }
                    return state.outbound
                }
                if bytes.isEmpty { break }
                do { try await stream.write(bytes) } catch { abort("the connection broke: \(error)") }
                wake()
            }
            flushing = false
        }
    }

    var outboundCount: Int { raw.transport.state.withLock { $0.outbound.count } }

    /// Repeats a call, which returns nil when it needs more from the other side.
    func perform<Value: Sendable>(
        _ body: () throws(SSHError) -> Value?
    ) async throws(SSHError) -> Value {
        while true {
            let seen = version
            let value: Value?
            do throws(SSHError) { value = try body() } catch {
                flush()
                throw lost ?? error
            }
            flush()
            if let value { return value }
            if let lost { throw lost }
            if Task.isCancelled { throw SSHError(.cancelled, "cancelled") }
            await change(since: seen)
        }
    }

    private func change(since seen: UInt64) async {
        nextWaiter += 1
        let token = nextWaiter
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if version != seen || Task.isCancelled { continuation.resume() } else { waiters[token] = continuation }
            }
        } onCancel: {
            Task { await self.cancelWaiter(token) }
        }
    }

    private func cancelWaiter(_ token: UInt64) { waiters.removeValue(forKey: token)?.resume() }

    /// What a call of libssh2's came to: nil to try again.
    func checked(_ result: Int32, _ doing: String, _ code: SSHError.Code = .refused) throws(SSHError) -> Int32? {
        if result == LIBSSH2_ERROR_EAGAIN { return nil }
        if result < 0 { throw SSHError(code, "\(doing): \(raw.reason)") }
        return result
    }
}
