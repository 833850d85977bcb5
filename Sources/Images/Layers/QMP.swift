import FoundationEssentials
import Offload

/// QEMU's machine protocol (docs/interop/qmp-spec) over a socket: one command at a time, a line each way.
actor QMP {
    /// What QEMU says to a command; events come between.
    private struct Reply: Decodable {
        struct Failure: Decodable { let desc: String }

        let error: Failure?
        let event: String?
        let greeting: Greeting?

        struct Greeting: Decodable {}

        enum CodingKeys: String, CodingKey {
            case error, event
            case greeting = "QMP"
        }
    }

    private static let longestLine = 1 << 20

    private let stream: DescriptorStream
    private var unread: [UInt8] = []

    private init(_ stream: DescriptorStream) { self.stream = stream }

    /// Greets whoever is at the other end.
    static func greet(_ stream: DescriptorStream) async throws -> QMP {
        let monitor = QMP(stream)
        guard try await monitor.reply().greeting != nil else {
            throw QMPError(command: "greeting", message: "is no QMP")
        }
        try await monitor.execute("qmp_capabilities")
        return monitor
    }

    /// Runs a command without arguments.
    func execute(_ command: String) async throws { try await execute(command, [String: String]()) }

    /// Runs a command and waits for its answer.
    func execute(_ command: String, _ arguments: some Encodable & Sendable) async throws {
        let request = Request(execute: command, arguments: arguments)
        try await stream.write(Array(try JSONEncoder().encode(request)) + [UInt8(ascii: "\n")])
        while true {
            let reply = try await reply()
            if let failure = reply.error { throw QMPError(command: command, message: failure.desc) }
            if reply.event == nil { return }
        }
    }

    private struct Request<Arguments: Encodable>: Encodable {
        let execute: String
        let arguments: Arguments
    }

    private func reply() async throws -> Reply {
        while true {
            if let end = unread.firstIndex(of: UInt8(ascii: "\n")) {
                let line = Array(unread[..<end])
                unread.removeSubrange(...end)
                return try JSONDecoder().decode(Reply.self, from: Data(line))
            }
            let bytes = try await stream.read(atMost: 64 << 10)
            guard !bytes.isEmpty else { throw QMPError(command: "read", message: "its end was closed") }
            unread += bytes
            guard unread.count <= Self.longestLine else {
                throw QMPError(command: "read", message: "a line without end")
            }
        }
    }
}

/// A command that QEMU refused, or could not be asked.
struct QMPError: Error, CustomStringConvertible {
    let command: String
    let message: String

    var description: String { "\(command): \(message)" }
}
