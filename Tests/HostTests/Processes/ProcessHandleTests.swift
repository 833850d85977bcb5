import Glibc
import Host
import MayflyTestSupport
import Testing

@Suite struct ProcessHandleTests {
    private func sleeper() throws -> OtherProcess {
        try OtherProcess(running: [try #require(FileSystem.program("sleep")), "600"])
    }

    @Test("a process that is not the one that is meant is not taken")
    func notMeant() async throws {
        let other = try sleeper()
        #expect(ProcessHandle(pid: other.process.pid) { $0.contains("something else") } == nil)
        #expect(other.process.isAlive)
        await other.kill()
        #expect(!other.process.isAlive)
    }

    @Test("everybody who waits is told, and not before the end")
    func manyWaiters() async throws {
        let other = try sleeper()
        let handle = other.process
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    await handle.wait()
                    return !handle.isAlive
                }
            }
            group.addTask { await handle.kill() }
            for await wasDead in group { #expect(wasDead) }
        }
        _ = await other.end()
    }

    @Test("a cancelled wait ends although the process lives")
    func cancelled() async throws {
        let other = try sleeper()
        let waiter = Task { await other.process.wait() }
        waiter.cancel()
        await waiter.value
        #expect(other.process.isAlive)
        await other.kill()
    }

    @Test("a handle of a dead process signals nobody, even when the number is another's by now")
    func dead() async throws {
        let other = try sleeper()
        await other.kill()
        #expect(!other.process.signal(SIGKILL))
        #expect(await other.process.kill(), "what is dead is ended")
    }
}
