import CLinux
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Testing

@testable import Channels

/// The warden's script, in a shell of its own.
@Suite(.timeLimit(.minutes(2))) struct SSHWardenTests {
    @Test func `a dead command is not gone before the server has reaped it, and with that learnt how it ended`()
        async throws
    {
        let guest = try await Guest()
        let warden = try await guest.channel.start(
            Command("/bin/sh", ["-c", GuestScripts.warden, "sh", "nonce"], input: true))
        func line() async throws -> String {
            var text = ""
            while !text.hasSuffix("\n") { text += String(decoding: try await warden.readOutput(), as: UTF8.self) }
            return text
        }
        #expect(try await line().hasPrefix("nonce W "))

        // This test is the server, and dawdles.
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup("true"), nil]
        defer { free(arguments[0]) }
        var command: pid_t = 0
        try #require(posix_spawnp(&command, "true", nil, nil, &arguments, environ) == 0)
        #expect(try await eventually { text(of: "/proc/\(command)/stat").contains(") Z") })
        try await warden.write(Array("P 1 \(command) -\n".utf8))
        #expect(try await line() == "1 alive\n")
        waitpid(command, nil, 0)
        try await warden.write(Array("P 2 \(command) -\n".utf8))
        #expect(try await line() == "2 gone\n")

        try await warden.closeInput()
        #expect(try await warden.wait() == .exited(0))
    }

    /// Names in /proc are in the order of letters: 10000 comes before 9999. As root the numbers are there.
    @Test func `the first process of a session is ended first, whatever its number is`() async throws {
        let guest = try await Guest()
        let script =
            GuestScripts.ending + """

                echo 9996 2>/dev/null >/proc/sys/kernel/ns_last_pid
                mkfifo "$1"
                setsid sh -c 'echo $$; sleep 1000 & sleep 1000 & sleep 1000 & sleep 1000 & echo ready; wait' >"$1" &
                { IFS= read -r leader; IFS= read -r ready; } <"$1"
                members "$leader"
                echo "$leader" $m
                finish "$leader" 0
                members "$leader"
                echo "$m"
                """
        let directory = ScratchDirectory()
        let result = try await guest.channel.start(
            Command(
                "/bin/sh", ["-c", script.replacing("2>/dev/null >", with: "2>/dev/null 1>"), "sh", directory("fifo")]))
        var text = ""
        while case let part = try await result.readOutput(), !part.isEmpty {
            text += String(decoding: part, as: UTF8.self)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines.first?.split(separator: " ") ?? []
        #expect(words.count == 7 && words.first == words.dropFirst().first, "\(text)")
        #expect(lines.dropFirst().first == "", "all of them are gone: \(text)")
        #expect(try await result.wait() == .exited(0))
    }
}
