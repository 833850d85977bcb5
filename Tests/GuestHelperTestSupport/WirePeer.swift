import Glibc
package import Wire

/// A host that speaks the bare protocol, one blocking call after the other.
package final class WirePeer {
    package let helper: RunningHelper
    private let socket: Int32
    private var decoder = FrameDecoder()

    package init(_ helper: RunningHelper = RunningHelper()) {
        self.helper = helper
        socket = helper.takeHost()
        // A helper that does not answer fails the test instead of hanging it.
        var limit = timeval(tv_sec: 50, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    package func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }

    package func send(_ frame: Frame) { send(frame.encoded) }

    /// The next frame; nil when the helper says nothing any more.
    package func receive() throws -> Frame? {
        while true {
            if let frame = try decoder.next() { return frame }
            var bytes = [UInt8](repeating: 0, count: 65536)
            let count = recv(socket, &bytes, bytes.count, 0)
            if count <= 0 { return nil }
            decoder.add(Array(bytes.prefix(count)))
        }
    }

    /// Whether the helper has anything to say within a moment.
    package func isSilent(milliseconds: Int32) -> Bool {
        var place = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        return poll(&place, 1, milliseconds) == 0
    }

    /// Opens a session as a host does.
    @discardableResult
    package func greet(window: UInt32 = 65536, versions: ClosedRange<UInt16> = WireProtocol.versions) throws -> Greeting
    {
        let nonce = Nonce.random()
        decoder = FrameDecoder(awaiting: nonce)
        send(.hello(Hello(nonce: nonce, versions: versions, window: window)))
        guard case .greeting(let greeting) = try receive() else { throw WireError(.badMessage, "no greeting") }
        return greeting
    }

    /// Frames up to the one that is looked for, which is the last.
    package func receive(until found: (Frame) -> Bool) throws -> [Frame] {
        var frames: [Frame] = []
        while let frame = try receive() {
            frames.append(frame)
            if found(frame) { return frames }
        }
        throw WireError(.badMessage, "the helper went silent after \(frames.count) frames")
    }
}
