import Channels
import Glibc
import GuestHelperTestSupport
import Machines
import MayflyTestSupport
import Offload
import Testing

@Suite("Ending commands", .timeLimit(.minutes(1)))
struct EndingTests {
    /// A shell with children in three places: its group, another group, another session's group is left out on purpose.
    private static let family =
        "sleep 1000 & echo $!; sh -c 'sleep 1000 & echo $!; wait' & set -m; sleep 1000 & echo $!; echo ready; wait"

    private func start(_ guest: Guest, _ script: String, grace: Duration) async throws -> (any GuestProcess, [pid_t]) {
        var command = Command.shell(script)
        command.grace = grace
        let process = try await guest.channel.start(command)
        var output = ""
        while output.split(separator: "\n").count < 4 {
            output += String(decoding: try await process.readOutput(), as: UTF8.self)
        }
        return (process, output.split(separator: "\n").compactMap { pid_t($0) })
    }

    private func isAlive(_ pid: pid_t) -> Bool {
        let status = text(of: "/proc/\(pid)/stat")
        return !status.isEmpty && !status.contains(") Z")
    }

    @Test("a signal goes to the process group")
    func signal() async throws {
        let process = try await Guest().channel.start(
            .shell("trap 'echo caught; exit 3' USR1; echo ready; while :; do sleep 0.01; done"))
        #expect(try await process.readOutput() == Array("ready\n".utf8))
        try await process.signal(SIGUSR1)
        #expect(try await process.wait() == .exited(3))
        #expect(String(decoding: try await process.readOutput(), as: UTF8.self) == "caught\n")
    }

    @Test("terminate ends every child, also in groups of its own, before it returns")
    func family() async throws {
        let (process, pids) = try await start(Guest(), Self.family, grace: .seconds(600))
        #expect(pids.count == 3 && pids.allSatisfy(isAlive))
        await process.terminate()
        #expect(pids.filter(isAlive) == [])
        #expect(try await process.wait() == .signaled(SIGTERM))
    }

    @Test("what ignores SIGTERM gets SIGKILL after the grace")
    func stubborn() async throws {
        let (process, pids) = try await start(Guest(), "trap '' TERM; " + Self.family, grace: .milliseconds(100))
        await process.terminate()
        #expect(pids.filter(isAlive) == [])
        #expect(try await process.wait() == .signaled(SIGKILL))
    }

    @Test("a leader that obeys does not save a child that does not")
    func stubbornChild() async throws {
        let script = "(trap '' TERM; while :; do sleep 0.05; done) & echo $!; echo $!; echo $!; echo ready; wait"
        let (process, pids) = try await start(Guest(), script, grace: .milliseconds(150))
        await process.terminate()
        #expect(pids.filter(isAlive) == [])
    }

    @Test("a deadline around a command ends it")
    func deadline() async throws {
        let guest = try await Guest()
        var command = Command("sleep", ["1000"])
        command.grace = .seconds(600)
        let process = try await guest.channel.start(command)
        await #expect(throws: DeadlineExceeded.self) {
            try await withDeadline(.milliseconds(20)) { _ = try await process.wait() }
        }
        #expect(try await process.wait() == .signaled(SIGTERM))
    }

    @Test("a command that nobody holds any more is ended")
    func dropped() async throws {
        let guest = try await Guest()
        var held: (any GuestProcess, [pid_t])? = try await start(guest, Self.family, grace: .seconds(1))
        let pids = try #require(held?.1)
        held = nil
        #expect(try await eventually { pids.filter(isAlive).isEmpty })
    }

    @Test("closing the channel ends what runs before it returns")
    func closed() async throws {
        let guest = try await Guest()
        let (process, pids) = try await start(guest, Self.family, grace: .seconds(600))
        await guest.channel.close()
        #expect(pids.filter(isAlive) == [])
        #expect(guest.helper.waitForEnd() == 0)
        await #expect { try await guest.channel.start(Command("true")) } throws: {
            ($0 as? MachineError)?.code == .channelLost && ($0 as? MachineError)?.execution == .neverRan
        }
        _ = process
    }
}
