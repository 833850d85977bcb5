import Fixtures
import Glibc
import Machines
import MayflyTestSupport
import Testing

@Suite(.timeLimit(.minutes(2)), .requires(.program("sshd"), .program("qemu-ga")))
struct FlowContractTests {
    @Test(arguments: kinds) func `megabytes go through cat and back`(_ kind: GuestChannelKind) async throws {
        let guest = try await ContractGuest(kind)
        let process = try await guest.channel.start(Command("cat", input: true))
        let block = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        // More than any pipe or window holds. An agent's bytes are text within text, a request for each 64 KiB.
        let count = kind == .agent ? 1 : 5
        async let sent: Void = {
            for _ in 0..<count { try await process.write(block) }
            try await process.closeInput()
        }()
        var bytes: [UInt8] = []
        while case let part = try await process.readOutput(), !part.isEmpty { bytes += part }
        try await sent
        #expect(bytes.count == count * block.count && bytes == [[UInt8]](repeating: block, count: count).flatMap { $0 })
        #expect(try await process.wait() == .exited(0))
    }

    @Test(arguments: kinds) func `what nobody reads holds back only its own command`(_ kind: GuestChannelKind)
        async throws
    {
        let guest = try await ContractGuest(kind)
        let flood = try await guest.channel.start(.shell("yes & yes >&2"))
        #expect(try await guest.shell("echo through").output == "through\n")
        #expect(try await flood.readOutput().isEmpty == false)
        await flood.terminate()
    }

    @Test(arguments: kinds) func `a command that closes its input does not keep its writer`(_ kind: GuestChannelKind)
        async throws
    {
        let process = try await ContractGuest(kind).channel.start(Command("head", ["-c", "3"], input: true))
        for _ in 0..<20 { try await process.write(Array(repeating: 65, count: 100_000)) }
        #expect(try await process.readOutput() == [65, 65, 65])
        #expect(try await process.wait() == .exited(0))
    }

    @Test(arguments: kinds) func `input arrives as it is written`(_ kind: GuestChannelKind) async throws {
        let process = try await ContractGuest(kind).channel.start(
            Command("sh", ["-c", "while read -r l; do echo \"<$l>\"; done; echo end"], input: true))
        for word in ["one", "two"] {
            try await process.write(Array("\(word)\n".utf8))
            var got = ""
            while !got.hasSuffix("\n") { got += String(decoding: try await process.readOutput(), as: UTF8.self) }
            #expect(got == "<\(word)>\n")
        }
        try await process.closeInput()
        #expect(try await process.all { try await $0.readOutput() } == Array("end\n".utf8))
    }

    @Test(arguments: kinds) func `many commands at once keep their streams apart`(_ kind: GuestChannelKind) async throws
    {
        let guest = try await ContractGuest(kind)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<25 {
                group.addTask {
                    let result = try await guest.shell(
                        "i=0; while [ $i -lt 200 ]; do echo \(number); i=$((i+1)); done; exit \(number)")
                    let lines = result.output.split(separator: "\n")
                    return lines.count == 200 && lines.allSatisfy { $0 == "\(number)" }
                        && result.termination == .exited(Int32(number))
                }
            }
            for try await right in group { #expect(right) }
        }
    }

    @Test(arguments: kinds) func `output that nobody read is still there after the end`(_ kind: GuestChannelKind)
        async throws
    {
        let process = try await ContractGuest(kind).channel.start(.shell("echo out; echo err >&2"))
        #expect(try await process.wait() == .exited(0))
        #expect(try await process.all { try await $0.readOutput() } == Array("out\n".utf8))
        #expect(try await process.all { try await $0.readError() } == Array("err\n".utf8))
    }
}
