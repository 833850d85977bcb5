import Fixtures
import Offload

extension GuestChannel {
    func look(for condition: HTTPCondition) async throws -> Look {
        let connection: any GuestConnection
        switch try await self.connection(condition.host, condition.port) {
        case .success(let opened): connection = opened
        case .failure(let error): return .notYet(error.oneLine)
        }
        return try await finishing {
            do {
                return try await connection.answer(to: condition.request).look(for: condition)
            } catch let failure as HTTPResponseReader.Failure {
                return .notYet(failure.reason)
            } catch let error as MachineError where error.code == .channelLost {
                return .notYet(error.oneLine)
            }
        } finally: {
            await connection.close()
        }
    }
}

extension GuestConnection {
    fileprivate func answer(to request: [UInt8]) async throws -> HTTPResponse {
        try await write(request)
        var reader = HTTPResponseReader()
        while true {
            let bytes = try await read()
            if let response = try bytes.isEmpty ? reader.finish() : reader.add(bytes) { return response }
        }
    }
}

extension HTTPCondition {
    /// RFC 9112, 3. The connection ends with the answer, so that its end is known whatever the server does.
    var request: [UInt8] {
        let name = host ?? "localhost"
        let shown = (name.contains(":") ? "[\(name)]" : name) + (port == 80 ? "" : ":\(port)")
        var fields = [("Host", shown), ("User-Agent", "mayfly"), ("Accept", "*/*"), ("Connection", "close")]
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            fields.removeAll { $0.0.lowercased() == name.lowercased() }
            fields.append((name, value))
        }
        return Array(("GET \(path) HTTP/1.1\r\n" + fields.map { "\($0): \($1)\r\n" }.joined() + "\r\n").utf8)
    }
}

extension HTTPResponse {
    fileprivate func look(for condition: HTTPCondition) throws -> Look {
        let isRight = condition.status.map { $0 == status } ?? (200..<300).contains(status)
        guard isRight else { return .notYet("HTTP said \(status)" + (reason.isEmpty ? "" : " \(reason)")) }
        guard let match = condition.body else { return .holds }
        let look = try match.look(in: String(decoding: body, as: UTF8.self), nothing: "the body is empty")
        guard case .notYet(let words) = look else { return look }
        return .notYet("HTTP said \(status), and of its body: \(words)")
    }
}
