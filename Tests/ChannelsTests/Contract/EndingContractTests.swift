import Channels
import Fixtures
import Glibc
import Machines
import MayflyTestSupport
import Offload
import Testing

@Suite(.timeLimit(.minutes(2)), .requires(.program("sshd"), .program("qemu-ga")))
struct EndingContractTests {
    /// A shell with children in its group and in another one.
    private static let family =
        "sleep 1000 & echo $!; sh -c 'sleep 1000 & echo $!; wait' & set -m; sleep 1000 & echo $!; echo ready; wait"

    private func start(_ guest: ContractGuest, _ script: String, grace: Duration) async throws -> (
        any GuestProcess, [pid_t]
    ) {
        var command = Command.shell(script)
        command.grace = grace
        let process = try await guest.channel.start(command)
        var output = ""
        while output.split(separator: "\n").count < 4 {
            output += String(decoding: try await process.readOutput(), as: UTF8.self)
        }
        return (process, output.split(separator: "\n").compactMap { pid_t($0) })
    }

    @Test(arguments: kinds) func `a signal goes to the process group`(_ kind: GuestChannelKind) async throws {
        let process = try await ContractGuest(kind).channel.start(
            .shell("trap 'echo caught; exit 3' USR1; echo ready; while :; do sleep 0.01; done"))
        #expect(try await process.readOutput() == Array("ready\n".utf8))
        try await process.signal(SIGUSR1)
        #expect(try await process.wait() == .exited(3))
        #expect(String(decoding: try await process.readOutput(), as: UTF8.self) == "caught\n")
    }

    @Test(arguments: kinds) func `terminate ends every child before it returns`(_ kind: GuestChannelKind) async throws {
        let guest = try await ContractGuest(kind)
        let (process, pids) = try await start(guest, Self.family, grace: .seconds(600))
        #expect(pids.count == 3 && pids.allSatisfy(isAlive))
        await process.terminate()
        #expect(pids.filter(isAlive) == [])
        #expect(try await process.wait() == .signaled(SIGTERM))
    }

    @Test(arguments: kinds) func `what ignores SIGTERM gets SIGKILL after the grace`(_ kind: GuestChannelKind)
        async throws
    {
        let guest = try await ContractGuest(kind)
        let (process, pids) = try await start(guest, "trap '' TERM; " + Self.family, grace: .milliseconds(100))
        await process.terminate()
        #expect(pids.filter(isAlive) == [])
        #expect(try await process.wait() == .signaled(SIGKILL))
    }

    @Test(arguments: kinds) func `cancelling the task that waits ends the command first`(_ kind: GuestChannelKind)
        async throws
    {
        let guest = try await ContractGuest(kind)
        let (process, pids) = try await start(guest, Self.family, grace: .seconds(600))
        let waiting = Task { try await process.wait() }
        waiting.cancel()
        let result = await waiting.result
        #expect(pids.filter(isAlive) == [])
        #expect { try result.get() } throws: {
            ($0 as? MachineError)?.code == .cancelled && ($0 as? MachineError)?.execution == .mayHaveRun
        }
        #expect(try await guest.shell("echo alive").output == "alive\n")
    }

    @Test(arguments: kinds) func `a command that nobody holds any more is ended`(_ kind: GuestChannelKind) async throws
    {
        let guest = try await ContractGuest(kind)
        var held: (any GuestProcess, [pid_t])? = try await start(guest, Self.family, grace: .seconds(1))
        let pids = try #require(held?.1)
        held = nil
        #expect(try await eventually { pids.filter(isAlive).isEmpty })
    }

    @Test(arguments: kinds) func `closing the channel ends what runs before it returns`(_ kind: GuestChannelKind)
        async throws
    {
        let guest = try await ContractGuest(kind)
        let (process, pids) = try await start(guest, Self.family, grace: .seconds(600))
        await guest.channel.close()
        #expect(pids.filter(isAlive) == [])
        await #expect { try await guest.channel.start(Command("true")) } throws: {
            ($0 as? MachineError)?.code == .channelLost && ($0 as? MachineError)?.execution == .neverRan
        }
        _ = process
    }

    @Test(arguments: kinds) func `a connection that is cut says that the command may have run`(_ kind: GuestChannelKind)
        async throws
    {
        let guest = try await ContractGuest(kind)
        let (process, pids) = try await start(guest, Self.family, grace: .seconds(1))
        guest.cut()
        await #expect { _ = try await process.wait() } throws: {
            ($0 as? MachineError)?.code == .channelLost && ($0 as? MachineError)?.execution == .mayHaveRun
        }
        await #expect { try await guest.channel.start(Command("true")) } throws: {
            ($0 as? MachineError)?.code == .channelLost
        }
        // A helper that is killed and an agent cannot clean up; a session's warden does.
        if kind == .ssh {
            #expect(try await eventually { pids.filter(isAlive).isEmpty })
        } else {
            for pid in pids { kill(pid, SIGKILL) }
        }
    }
}
