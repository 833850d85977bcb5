import CSSH
import Glibc
import Synchronization

/// The bytes on both sides of libssh2, which never sees a descriptor: it takes from `inbound` and adds to `outbound`.
///
/// Sending therefore always succeeds at once. libssh2 insists that a packet that was sent in part is finished before any
/// other call, which several users of a session cannot promise each other.
final class SSHTransport: Sendable {
    struct State {
        var inbound: [UInt8] = []
        var taken = 0
        var outbound: [UInt8] = []
        var ended = false
    }

    let state = Mutex(State())

    static let send: mayfly_ssh_send = { _, buffer, count, _, abstract in
        guard let buffer, let transport = transport(abstract) else { return ssize_t(-EBADF) }
        let sent = transport.state.withLock { state in
            if state.ended { return false }
            state.outbound += UnsafeRawBufferPointer(start: buffer, count: count)
            return true
        }
        return sent ? ssize_t(count) : ssize_t(-EPIPE)
    }

    static let receive: mayfly_ssh_receive = { _, buffer, limit, _, abstract in
        guard let buffer, let transport = transport(abstract) else { return ssize_t(-EBADF) }
        return transport.state.withLock { state in
            let count = min(limit, state.inbound.count - state.taken)
            guard count > 0 else { return state.ended ? 0 : ssize_t(-EAGAIN) }
            state.inbound.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return }
                buffer.copyMemory(from: base + state.taken, byteCount: count)
            }
            state.taken += count
            if state.taken == state.inbound.count {
                state.inbound.removeAll(keepingCapacity: true)
                state.taken = 0
            }
            return ssize_t(count)
        }
    }

    private static func transport(_ abstract: UnsafeMutablePointer<UnsafeMutableRawPointer?>?) -> SSHTransport? {
        abstract?.pointee.map { Unmanaged<SSHTransport>.fromOpaque($0).takeUnretainedValue() }
    }
}
