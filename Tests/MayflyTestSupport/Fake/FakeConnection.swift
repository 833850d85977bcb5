import Machines

/// What a server in a fake guest does with what it is sent; nil ends the connection.
package typealias FakeServer = @Sendable ([UInt8]) async throws -> [UInt8]?

/// A TCP connection to a server in a fake guest.
struct FakeConnection: GuestConnection {
    let server: FakeServer
    let gone: Latch<MachineError>
    private let received = FakePipe()

    init(server: @escaping FakeServer, gone: Latch<MachineError>) {
        self.server = server
        self.gone = gone
    }

    func read() async throws(MachineError) -> [UInt8] {
        if let error = gone.known { throw error }
        do {
            let bytes = try await received.read()
            guard !bytes.isEmpty, let answer = try await server(bytes) else { return [] }
            return answer
        } catch {
            throw .wrapping(error, .channelLost, "the connection ended")
        }
    }

    func write(_ bytes: [UInt8]) async throws(MachineError) {
        if let error = gone.known { throw error }
        received.write(bytes)
    }

    func closeWriting() async throws(MachineError) { received.end() }
    func close() async { received.end() }
}
