import CSSH
import Glibc
import Offload

extension SSHSession {
    /// One channel: what has come and nobody has taken. libssh2 has one window for both outputs.
    struct ChannelState {
        let pointer: OpaquePointer
        var output: [UInt8] = []
        var error: [UInt8] = []
    }

    /// A channel's window, and what is kept here of both outputs before the other side is held back.
    static let window: UInt32 = 1 << 20

    /// Opens a channel. libssh2 can open one at a time, and must finish what it began: a cancelled caller's is closed.
    func open(_ what: String, _ body: @Sendable @escaping (OpaquePointer) -> OpaquePointer?) async throws(SSHError)
        -> UInt64
    {
        let result = await uncancelled { [self] () async -> Result<UInt64, SSHError> in
            do throws(SSHError) { return .success(try await openNow(what, body)) } catch { return .failure(error) }
        }
        let id = try result.get()
        if Task.isCancelled {
            await free(id)
            throw SSHError(.cancelled, "cancelled")
        }
        return id
    }

    private func openNow(_ what: String, _ body: (OpaquePointer) -> OpaquePointer?) async throws(SSHError) -> UInt64 {
        _ = try await perform { () -> Bool? in
            if opening { return nil }
            opening = true
            return true
        }
        defer {
            opening = false
            wake()
        }
        let pointer = try await perform { () throws(SSHError) -> Raw.Channel? in
            if let lost { throw lost }
            if let pointer = body(raw.pointer) { return Raw.Channel(pointer: pointer) }
            if libssh2_session_last_errno(raw.pointer) == LIBSSH2_ERROR_EAGAIN { return nil }
            throw SSHError(.refused, "\(what): \(raw.reason)")
        }
        nextChannel += 1
        channels[nextChannel] = ChannelState(pointer: pointer.pointer)
        return nextChannel
    }

    func channel(_ id: UInt64) throws(SSHError) -> OpaquePointer {
        guard let state = channels[id] else { throw lost ?? SSHError(.lost, "the channel was closed") }
        return state.pointer
    }

    /// Closes a channel and waits until the server has too.
    func free(_ id: UInt64) async {
        guard let state = channels.removeValue(forKey: id), lost == nil else { return }
        let channel = Raw.Channel(pointer: state.pointer)
        wake()
        await uncancelled { [self] in await free(channel) }
    }

    private func free(_ channel: Raw.Channel) async {
        _ = try? await perform { () throws(SSHError) -> Bool? in
            // Freed with the session once that is lost.
            if let lost { throw lost }
            return libssh2_channel_free(channel.pointer) == LIBSSH2_ERROR_EAGAIN ? nil : true
        }
    }

    /// Takes over what has come for a channel, as long as there is room.
    private func fill(_ id: UInt64) throws(SSHError) {
        guard var state = channels[id] else { throw lost ?? SSHError(.lost, "the channel was closed") }
        defer { channels[id] = state }
        var progress = true
        while progress {
            progress = false
            for number in [Int32(0), SSH_EXTENDED_DATA_STDERR] {
                guard state.output.count + state.error.count < Int(Self.window) else { return }
                var count = 0
                let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, filled in
                    count = buffer.withMemoryRebound(to: CChar.self) {
                        Int(libssh2_channel_read_ex(state.pointer, number, $0.baseAddress, $0.count))
                    }
                    filled = max(count, 0)
                }
                if count > 0 {
                    if number == 0 { state.output += bytes } else { state.error += bytes }
                    progress = true
                } else if count < 0, count != Int(LIBSSH2_ERROR_EAGAIN) {
                    let error = SSHError(.lost, "the connection ended: \(raw.reason)")
                    if libssh2_channel_eof(state.pointer) != 1 { throw lost ?? error }
                }
            }
        }
    }

    /// The next bytes of an output; empty at its end.
    func read(_ id: UInt64, error: Bool) async throws(SSHError) -> [UInt8] {
        try await perform { () throws(SSHError) -> [UInt8]? in
            try fill(id)
            guard let state = channels[id] else { return [] }
            let bytes = error ? state.error : state.output
            if bytes.isEmpty { return libssh2_channel_eof(state.pointer) == 1 ? [] : nil }
            if error { channels[id]?.error = [] } else { channels[id]?.output = [] }
            return bytes
        }
    }

    /// Whether the server has closed the channel, as it does after a command's end and that of its output.
    private func isClosed(_ pointer: OpaquePointer) -> Bool {
        libssh2_channel_eof(pointer) == 1 && libssh2_channel_wait_closed(pointer) == 0
    }

    /// Sends as the server gives room. False when it does not take any more.
    func write(_ id: UInt64, _ bytes: [UInt8]) async throws(SSHError) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let sent = try await perform { () throws(SSHError) -> Int? in
                guard outboundCount < Self.outboundLimit else { return nil }
                let pointer = try channel(id)
                let count = rest.prefix(32768).withUnsafeBytes { buffer in
                    Int(
                        libssh2_channel_write_ex(
                            pointer, 0, buffer.bindMemory(to: CChar.self).baseAddress, buffer.count))
                }
                if count > 0 { return count }
                if count == Int(LIBSSH2_ERROR_CHANNEL_CLOSED) || count == Int(LIBSSH2_ERROR_CHANNEL_EOF_SENT) {
                    return -1
                }
                if count == 0 || count == Int(LIBSSH2_ERROR_EAGAIN) {
                    // A channel is not closed for libssh2 while it holds output.
                    try fill(id)
                    return isClosed(pointer) ? -1 : nil
                }
                throw SSHError(.lost, "the connection ended: \(raw.reason)")
            }
            if sent < 0 { return false }
            rest = rest.dropFirst(sent)
        }
        return true
    }

    func closeWriting(_ id: UInt64) throws(SSHError) {
        libssh2_channel_send_eof(try channel(id))
        flush()
    }

    /// How the command ended, as far as the server has said so; nil while it has not. What it says of an exit with 0
    /// cannot be told from silence before the channel is closed.
    func ending(_ id: UInt64) throws(SSHError) -> SSHEnding? {
        try fill(id)
        flush()
        let pointer = try channel(id)
        var name: UnsafeMutablePointer<CChar>?
        var count = 0
        libssh2_channel_get_exit_signal(pointer, &name, &count, nil, nil, nil, nil)
        if let name {
            defer { Glibc.free(name) }
            return .signaled(String(cString: name))
        }
        let status = libssh2_channel_get_exit_status(pointer)
        if status != 0 { return .exited(status) }
        return isClosed(pointer) ? .exited(0) : nil
    }

    /// Waits for the command's end, or until something else has come to be looked at.
    func waitForEnding(_ id: UInt64) async throws(SSHError) -> SSHEnding {
        try await perform { () throws(SSHError) -> SSHEnding? in try ending(id) }
    }
}

extension SSHSession.Raw {
    struct Channel: @unchecked Sendable {
        let pointer: OpaquePointer
    }
}

/// How a command at the other end of a channel ended.
package enum SSHEnding: Sendable, Hashable {
    case exited(Int32)
    /// The signal's name without SIG.
    case signaled(String)
}
