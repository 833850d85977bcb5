import Glibc
import Host
import MayflyTestSupport
import Testing

@Suite struct ProcessTableTests {
    private let scratch = Scratch("proc")

    /// A program under a name that is hard to read in /proc/PID/stat: the kernel takes the link's.
    private func sleeper(named name: String) throws -> OtherProcess {
        let sleep = try #require(FileSystem.program("sleep"))
        symlink(sleep, scratch(name))
        return try OtherProcess(running: [scratch(name), "600"])
    }

    @Test("the start time of a process is found whatever its name", arguments: ["a b", "a) R 1 (b", ") 9 9 9 9 9"])
    func startTime(_ name: String) async throws {
        let earlier = try #require(ProcessTable.startTime(of: getpid()))
        let other = try sleeper(named: name)
        // Its name is its own once it runs its program.
        _ = try await eventually { ProcessTable.commandLine(of: other.process.pid).first == scratch(name) }
        let started = try #require(ProcessTable.startTime(of: other.process.pid))
        #expect(started >= earlier)
        #expect(Double(started) / Double(sysconf(Int32(_SC_CLK_TCK))) <= HostClock.now + 1)
        await other.kill()
    }

    @Test("a process that is gone has no start time and no words")
    func gone() async throws {
        let other = try sleeper(named: "s")
        let pid = other.process.pid
        await other.kill()
        #expect(ProcessTable.startTime(of: pid) == nil)
        #expect(ProcessTable.commandLine(of: pid) == [])
        #expect(ProcessHandle(pid: pid) { _ in true } == nil)
    }

    @Test("processes are found by their words")
    func processes() async throws {
        let other = try sleeper(named: "needle in this haystack")
        let found = try await eventually {
            ProcessTable.processes { $0.first == scratch("needle in this haystack") }.map(\.pid) == [other.process.pid]
        }
        #expect(found)
        await other.kill()
    }

    @Test("a boot has an identifier, the same for all")
    func boot() {
        #expect(ProcessTable.bootIdentifier.count == 36)
    }
}
