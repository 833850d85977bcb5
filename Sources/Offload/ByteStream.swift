import Glibc

/// A two-way stream of bytes with back pressure: a socket here, a websocket on a cluster.
package protocol ByteStream: Sendable {
    /// The next bytes, at most `limit`; empty at the end. One reader at a time.
    func read(atMost limit: Int) async throws(SystemError) -> [UInt8]
    /// Returns when every byte was taken. One writer at a time.
    func write(_ bytes: [UInt8]) async throws(SystemError)
    /// Ends both directions; a read or write under way fails or returns the end.
    func close()
}

/// A stream over a descriptor that can be polled (socket, pipe, terminal).
package struct DescriptorStream: ByteStream {
    package let descriptor: Descriptor

    package init(_ descriptor: Descriptor) throws(SystemError) {
        try descriptor.setNonBlocking()
        self.descriptor = descriptor
    }

    package func read(atMost limit: Int) async throws(SystemError) -> [UInt8] {
        while true {
            let raw = descriptor.raw
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, filled in
                count = Glibc.read(raw, buffer.baseAddress, limit)
                filled = max(count, 0)
            }
            if count >= 0 { return bytes }
            try await pause(Reactor.reading, raw, "read")
        }
    }

    package func write(_ bytes: [UInt8]) async throws(SystemError) {
        var sent = 0
        while sent < bytes.count {
            let raw = descriptor.raw
            let count = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[sent...])
                let count = send(raw, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
                return count == -1 && errno == ENOTSOCK ? Glibc.write(raw, rest.baseAddress, rest.count) : count
            }
            if count >= 0 { sent += count } else { try await pause(Reactor.writing, raw, "write") }
        }
    }

    package func close() {
        // A shutdown wakes whoever waits on the descriptor. Its number is freed with the last reference only: freed
        // earlier, it could be another stream's by the time the waiter takes it out of the reactor.
        _ = shutdown(descriptor.raw, Int32(SHUT_RDWR))
    }

    private func pause(_ reactor: Reactor, _ raw: Int32, _ call: String) async throws(SystemError) {
        let number = errno
        if number == EINTR { return }
        guard number == EAGAIN else { throw SystemError(call, number: number) }
        if Task.isCancelled { throw SystemError(call, number: ECANCELED) }
        try await reactor.wait(for: raw)
        if Task.isCancelled { throw SystemError(call, number: ECANCELED) }
    }
}
