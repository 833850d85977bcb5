import Glibc
import Offload
import Testing

@Suite("Services by TCP", .timeLimit(.minutes(2)))
struct TCPServiceTests {
    @Test("a service is reached by name and by address", arguments: ["localhost", "127.0.0.1"])
    func reached(_ host: String) async throws {
        let listener = try LoopbackListener()
        let service = try await TCPService(host: host, port: listener.port)
        async let accepted = listener.next()
        let stream = try await service.connect()
        try await stream.write([1, 2, 3])
        #expect(try await accepted.read(atMost: 10) == [1, 2, 3])
    }

    @Test("one that does not answer is told with host and port")
    func refused() async throws {
        let service = try await TCPService(host: "127.0.0.1", port: 1)
        await #expect { try await service.connect() } throws: {
            ($0 as? SystemError)?.number == ECONNREFUSED && "\($0)".contains("127.0.0.1 port 1")
        }
    }

    @Test("a name that nobody has is told before anything is tried")
    func unknown() async throws {
        await #expect { try await TCPService(host: "no such host", port: 1) } throws: {
            ($0 as? SystemError)?.call == "getaddrinfo"
        }
    }
}
