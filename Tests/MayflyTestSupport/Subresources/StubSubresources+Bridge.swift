import Offload
import Wire

extension StubSubresources {
    /// Both ways until one has ended, which ends the other, as KubeVirt does it.
    static func bridge(_ client: StubWebSocket, _ guest: any ByteStream, _ fault: Fault?) async {
        if case .halfOpen = fault { return await client.fallSilent() }
        await withDiscardingTaskGroup { group in
            group.addTask {
                try? await client.read { event in
                    if case .binary(let bytes, _) = event { try await guest.write(Array(bytes)) }
                }
                guest.close()
            }
            group.addTask {
                try? await forward(guest, client, fault)
                client.close()
                guest.close()
            }
        }
    }

    private static func forward(_ guest: any ByteStream, _ client: StubWebSocket, _ fault: Fault?) async throws {
        var sent = 0
        while true {
            let bytes: [UInt8]
            do { bytes = try await guest.read(atMost: 32 << 10) } catch {
                return try await client.send(.close(WebSocketClose(1011, "reading from the VM failed")))
            }
            guard !bytes.isEmpty else { return try await client.send(.close(.normal)) }
            switch fault {
            case .cut(let count) where sent + bytes.count > count:
                let frame = WebSocketFrame(.binary, bytes).encoded(mask: nil)
                return try await client.send(raw: Array(frame.prefix(frame.count - bytes.count + count - sent)))
            case .end(let code, let reason, let count) where sent + bytes.count >= count:
                try await client.send(WebSocketFrame(.binary, Array(bytes.prefix(count - sent))))
                return try await client.send(.close(WebSocketClose(code, reason)))
            case .chatter:
                try await client.send(WebSocketFrame(.text, Array("text".utf8)))
                try await client.send(WebSocketFrame(.binary, isFinal: false, Array(bytes.prefix(1))))
                try await client.send(WebSocketFrame(.ping, [1]))
                try await client.send(WebSocketFrame(.continuation, Array(bytes.dropFirst())))
            default: try await client.send(WebSocketFrame(.binary, bytes))
            }
            sent += bytes.count
        }
    }
}
