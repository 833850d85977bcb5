import Glibc
import HTTP
package import Offload

/// A guest's serial console, or a TCP connection to it, over a websocket.
///
/// One side cannot end its direction alone: the wire has no word for it.
package final class SubresourceStream: ByteStream {
    private let socket: WebSocket
    /// What it leads to, for messages.
    private let name: String

    init(_ socket: WebSocket, name: String) {
        self.socket = socket
        self.name = name
    }

    package func read(atMost limit: Int) async throws(SystemError) -> [UInt8] {
        do throws(HTTPError) { return try await socket.read(atMost: limit) } catch { throw failure("read", error) }
    }

    package func write(_ bytes: [UInt8]) async throws(SystemError) {
        do throws(HTTPError) { try await socket.write(bytes) } catch { throw failure("write", error) }
    }

    package func close() { socket.close() }

    private func failure(_ call: String, _ error: HTTPError) -> SystemError {
        let number =
            switch error.code {
            case .cancelled: ECANCELED
            case .timedOut: ETIMEDOUT
            case .upgrade: EPROTO
            case .ended: EPIPE
            default: ECONNRESET
            }
        return SystemError(call, subject: "\(name) (\(error.message))", number: number)
    }
}
