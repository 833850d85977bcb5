import Channels
import Glibc
import GuestHelperTestSupport
import Machines
import Testing

@Suite("Flow control through the helper", .timeLimit(.minutes(1)))
struct FlowTests {
    @Test("fifty megabytes go through cat and back, and the helper stays small")
    func echo() async throws {
        let guest = try await Guest()
        let process = try await guest.channel.start(Command("cat", input: true))
        let block = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        async let sent: Void = {
            for _ in 0..<50 { try await process.write(block) }
            try await process.closeInput()
        }()
        var count = 0
        while case let part = try await process.readOutput(), !part.isEmpty {
            let start = count % block.count
            let end = min(start + part.count, block.count)
            let isRight = part.withUnsafeBytes { part in
                block.withUnsafeBytes { block in
                    guard let part = part.baseAddress, let block = block.baseAddress else { return false }
                    return memcmp(part, block + start, end - start) == 0
                }
            }
            if !isRight { Issue.record("wrong bytes at \(count)") }
            count += part.count
        }
        try await sent
        #expect(count == 50 * block.count)
        #expect(try await process.wait() == .exited(0))
        #expect(guest.helper.peakKilobytes < 4000, "\(guest.helper.peakKilobytes) kB")
    }

    @Test("what nobody reads holds back only its own command")
    func heldBack() async throws {
        let guest = try await Guest()
        let flood = try await guest.channel.start(.shell("yes & yes >&2"))
        #expect(try await guest.shell("echo through").output == "through\n")
        #expect(try await flood.readOutput().isEmpty == false)
        #expect(guest.helper.peakKilobytes < 4000)
        await flood.terminate()
    }

    @Test("a command that closes its input does not keep its writer")
    func closedInput() async throws {
        let process = try await Guest().channel.start(Command("head", ["-c", "3"], input: true))
        for _ in 0..<20 { try await process.write(Array(repeating: 65, count: 100_000)) }
        #expect(try await process.readOutput() == [65, 65, 65])
        #expect(try await process.wait() == .exited(0))
    }
}
