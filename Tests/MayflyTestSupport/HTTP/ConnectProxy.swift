package import Offload
import Synchronization

/// A proxy on a port of 127.0.0.1 that connects to whatever it is asked for (RFC 9110, 9.3.6), and to this host only.
package final class ConnectProxy: Sendable {
    package let port: UInt16
    private let state = Mutex<(asked: [String], task: Task<Void, Never>?)>(([], nil))

    /// Where it was asked to connect to.
    package var asked: [String] { state.withLock { $0.asked } }

    package init() throws(SystemError) {
        let listener = try LoopbackListener()
        port = listener.port
        let task = Task { [weak self] in
            while let client = try? await listener.next() {
                Task { [weak self] in
                    try? await self?.serve(client)
                    client.close()
                }
            }
        }
        state.withLock { $0.task = task }
    }

    deinit { state.withLock { $0.task }?.cancel() }

    private func serve(_ client: DescriptorStream) async throws {
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            let more = try await client.read(atMost: 4096)
            guard !more.isEmpty else { return }
            head += String(decoding: more, as: UTF8.self)
        }
        let words = head.split(separator: " ")
        guard words.count > 1, words[0] == "CONNECT",
            let port = words[1].split(separator: ":").last.flatMap({ UInt16($0) })
        else { return try await client.write(Array("HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n".utf8)) }
        state.withLock { $0.asked.append(String(words[1])) }
        let server = try await TCPService(host: "127.0.0.1", port: port).connect()
        try await client.write(Array("HTTP/1.1 200 Connected\r\n\r\n".utf8))
        await withDiscardingTaskGroup { group in
            for (from, to) in [(client, server), (server, client)] {
                group.addTask {
                    while let bytes = try? await from.read(atMost: 64 << 10), !bytes.isEmpty,
                        (try? await to.write(bytes)) != nil
                    {}
                    to.close()
                }
            }
        }
    }
}
