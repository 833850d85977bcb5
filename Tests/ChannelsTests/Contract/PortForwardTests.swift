import Channels
import Glibc
import GuestHelperTestSupport
import Kubernetes
import Machines
import MayflyTestSupport
import SSH
import Testing

/// SSH to a real sshd as on a cluster: through `portforward`, which a stand-in serves.
@Suite(.requires(.program("nginx"), .program("openssl"))) struct PortForwardTests {
    private func withChannel(_ body: (SSHChannel, StubSubresources) async throws -> Void) async throws {
        let sshd = try RunningSSHServer()
        let machine = StubSubresources.Machine(port: { port in
            guard port == 22 else { throw StubSubresources.Missing() }
            return try sshd.dial()
        })
        let server = try await StubSubresources(tls: true) { _, _ in machine }
        let client = try server.client()
        let channel = try await SSHChannel.connect(
            user: RunningSSHServer.user, key: sshd.key, hostKey: sshd.hostKey.publicLine, within: .seconds(60)
        ) { try await client.openPort(22, of: "vm") }
        try await body(channel, server)
        await channel.close()
    }

    @Test func `a command runs, and its outputs and status come back`() async throws {
        try await withChannel { channel, server in
            let result = try await collect(channel.start(.shell("echo out; echo err >&2; exit 3")), .shell(""))
            #expect(result.output == "out\n")
            #expect(result.errorOutput == "err\n")
            #expect(result.termination == .exited(3))
            #expect(
                server.server.requests.allSatisfy { $0.target.hasSuffix("/virtualmachineinstances/vm/portforward/22") })
        }
    }

    @Test func `a tree of megabytes is copied in and out again`() async throws {
        let scratch = ScratchDirectory()
        let bytes = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 5 >> 3) }
        for directory in ["there", "there/a"] { mkdir(scratch(directory), 0o755) }
        scratch.write("there/a/file", String(decoding: bytes.map { $0 & 0x7F }, as: UTF8.self), mode: 0o640)
        try await withChannel { channel, _ in
            try await channel.copyIn(scratch("there"), to: scratch("guest"))
            try await channel.copyOut(scratch("guest"), to: scratch("back"))
        }
        #expect(text(of: scratch("back/a/file")) == text(of: scratch("there/a/file")))
    }

    @Test func `the guest's helper speaks its own protocol inside of it`() async throws {
        try await withChannel { channel, _ in
            let helper = try #require(
                try await HelperChannel.connect(through: channel, program: HelperProgram.path, within: .seconds(60)))
            let result = try await collect(helper.start(.shell("echo out; echo err >&2; exit 3")), .shell(""))
            #expect(result.output == "out\n" && result.errorOutput == "err\n" && result.termination == .exited(3))
            await helper.close()
        }
    }
}
