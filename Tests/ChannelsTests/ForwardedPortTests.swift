import CLinux
import Glibc
import GuestHelperTestSupport
import Machines
import Offload
import Synchronization
import Testing

@testable import Channels

@Suite("TCP through the helper", .timeLimit(.minutes(1)))
struct ForwardedPortTests {
    /// A server in the guest that answers once its client has ended its own direction, and the port it got.
    private func startServer(_ guest: Guest, _ address: String = "127.0.0.1") async throws -> (any GuestProcess, UInt16)
    {
        let script = """
            import socket
            server = socket.socket(socket.AF_INET6 if ':' in '\(address)' else socket.AF_INET)
            server.bind(('\(address)', 0)); server.listen(64); print(server.getsockname()[1], flush=True)
            while True:
                client, _ = server.accept()
                count = 0
                while data := client.recv(65536): count += len(data)
                client.sendall(b'got %d' % count); client.close()
            """
        let server = try await guest.channel.start(Command("/usr/bin/python3", ["-c", script]))
        let line = String(decoding: try await server.readOutput(), as: UTF8.self)
        return (server, try #require(UInt16(line.dropLast())))
    }

    static let hasPython = access("/usr/bin/python3", X_OK) == 0

    @Test(
        "each direction ends by itself", .enabled(if: hasPython, "needs /usr/bin/python3"),
        arguments: ["127.0.0.1", "::1", "localhost"])
    func halfClose(_ host: String) async throws {
        let guest = try await Guest()
        let (server, port) = try await startServer(guest, host == "::1" ? host : "127.0.0.1")
        let connection = try await guest.channel.connect(host: host, port: port)
        for _ in 0..<50 { try await connection.write(Array(repeating: 1, count: 100_000)) }
        try await connection.closeWriting()
        var answer: [UInt8] = []
        while case let part = try await connection.read(), !part.isEmpty { answer += part }
        #expect(String(decoding: answer, as: UTF8.self) == "got 5000000")
        await server.terminate()
    }

    @Test("a refused connection and a name that is no address are told")
    func refused() async throws {
        let channel = try await Guest().channel
        await #expect { try await channel.connect(host: "localhost", port: 1) } throws: {
            "\($0)".contains("Connection refused")
        }
        await #expect { try await channel.connect(host: "example.org", port: 1) } throws: {
            "\($0)".contains("Invalid argument")
        }
    }

    @Test("a forwarded port serves many clients of the host", .enabled(if: hasPython, "needs /usr/bin/python3"))
    func forwarded() async throws {
        let guest = try await Guest()
        let (server, port) = try await startServer(guest)
        let client = """
            import socket, sys
            def ask(size):
                s = socket.create_connection(('127.0.0.1', int(sys.argv[1]))); s.sendall(b'x' * size); s.shutdown(1)
                answer = b''
                while data := s.recv(100): answer += data
                return answer
            print([ask(n * 100000) for n in range(5)])
            """
        let output = try await withForwardedPort(guest.channel, port: port) { local in
            try await guest.run(Command("/usr/bin/python3", ["-c", client, "\(local)"])).check().output
        }
        #expect(output == "[b'got 0', b'got 100000', b'got 200000', b'got 300000', b'got 400000']\n")
        await server.terminate()
    }

    /// The kernel's accept, after so many failures.
    private static func failing(_ times: Int, with number: Int32) throws -> LoopbackListener {
        let left = Remaining(times)
        return try LoopbackListener { descriptor in
            if left.takeOne() {
                errno = number
                return -1
            }
            return mayfly_accept(descriptor)
        }
    }

    private final class Remaining: Sendable {
        private let count: Mutex<Int>
        init(_ count: Int) { self.count = Mutex(count) }
        func takeOne() -> Bool {
            count.withLock { count in
                count -= 1
                return count >= 0
            }
        }
    }

    @Test("a lack of descriptors is waited out", arguments: [EMFILE, ENFILE, ECONNABORTED, EINTR])
    func lack(_ number: Int32) async throws {
        let guest = try await Guest()
        let listener = try Self.failing(2, with: number)
        // Nothing listens in the guest, so the accepted connection is closed.
        let ended = try await withForwardedPort(guest.channel, to: "127.0.0.1", port: 1, through: listener) { local in
            let client = Descriptor(owning: socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = local.bigEndian
            address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
            let connected = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(client.raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
                }
            }
            #expect(connected == 0)
            return try await DescriptorStream(client).read(atMost: 1)
        }
        #expect(ended == [])
    }

    @Test("a listener that fails for good ends the body and is told")
    func broken() async throws {
        let guest = try await Guest()
        let listener = try Self.failing(Int.max, with: EINVAL)
        await #expect { () async throws in
            try await withForwardedPort(guest.channel, to: "127.0.0.1", port: 1, through: listener) { _ in
                try await Task.sleep(for: .seconds(600))
            }
        } throws: {
            ($0 as? SystemError)?.number == EINVAL && "\($0)".contains("accept")
        }
    }
}
