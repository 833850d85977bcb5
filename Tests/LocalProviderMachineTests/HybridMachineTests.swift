import Fixtures
import Host
import Machines
import Mayfly
import MayflyTestSupport
import Offload
import Testing

/// Host and guest serve each other, as Hybrid.md has it, without any network: in a fork of the tiny guest.
@Suite("Host and guest together", .requires(.tinyGuest), .timeLimit(.minutes(15)))
struct HybridMachineTests {
    @Test("a client in the machine reads from nginx on the host by a name", .requires(.program("nginx")))
    func offered() async throws {
        let scratch = Scratch("hybrid")
        try scratch.write("version", "1.2.3\n")
        let large = String(repeating: "0123456789abcde\n", count: 200_000)
        try scratch.write("large", large)
        let nginx = try await Nginx(serving: scratch.path)
        let port = try #require(nginx.url.split(separator: ":").last.flatMap { UInt16($0) })
        try await TestHost.withMachine(try ForkMachineTests.fixture()) { machine in
            try await machine.withOfferedPort(port, as: "api.test", at: 80) {
                let version = try await machine.run("wget", "-q", "-O", "-", "http://api.test/version").check()
                #expect(version.output == "1.2.3\n")
                let size = try await machine.run(.shell("wget -q -O - http://api.test/large | wc -c")).check()
                #expect(size.output.filter(\.isNumber) == "\(large.utf8.count)")
                // Nothing else of the host's is there.
                let other = try await machine.run("wget", "-q", "-O", "-", "http://api.test:\(port)/version")
                #expect(other.termination == .exited(1) && other.errorOutput.contains("refused"), "\(other)")
            }
            let late = try await machine.run("wget", "-q", "-O", "-", "http://api.test/version")
            #expect(late.termination == .exited(1) && late.errorOutput.contains("refused"), "\(late)")
            // A server of the guest's own at the same port is in the way only where it listens everywhere.
            try await machine.withProcess(.shell("exec httpd -f -p 81 -h /")) { _ in
                try await machine.waitUntil("it listens") { try await machine.port(81).isOpen }
                await #expect { try await machine.withOfferedPort(port, as: "api.test", at: 81) {} } throws: {
                    ($0 as? MachineError)?.code == .invalidInput && "\($0)".contains("offer it at another one")
                }
            }
        }
    }

    @Test("a client on the host reads from a server in the machine")
    func forwarded() async throws {
        try await TestHost.withMachine(try ForkMachineTests.fixture()) { machine in
            try await machine.withProcess(.shell("echo inside > /tmp/index.html; exec httpd -f -p 80 -h /tmp")) { _ in
                try await machine.waitUntil("it listens") { try await machine.port(80).isOpen }
                let answer = try await machine.withForwardedPort(80) { port in
                    let stream = try await TCPService(host: "127.0.0.1", port: port).connect()
                    try await stream.write(Array("GET /index.html HTTP/1.0\r\n\r\n".utf8))
                    var bytes: [UInt8] = []
                    while case let part = try await stream.read(atMost: 4096), !part.isEmpty { bytes += part }
                    return String(decoding: bytes, as: UTF8.self)
                }
                #expect(answer.hasSuffix("inside\n"), "\(answer)")
            }
        }
    }
}
