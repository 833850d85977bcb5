import Glibc
import Host
import MayflyTestSupport
import Offload
import Testing

@Suite struct FileLockTests {
    private let scratch = Scratch("lock")

    @Test("one holder at a time, until it lets go")
    func oneHolder() throws {
        let held = try #require(try FileLock.trying(scratch("a")))
        #expect(try FileLock.trying(scratch("a")) == nil)
        held.release()
        #expect(try FileLock.trying(scratch("a")) != nil)
    }

    @Test("the last reference frees the lock")
    func freedWithItsHolder() throws {
        do { _ = try #require(try FileLock.trying(scratch("a"))) }
        #expect(try FileLock.trying(scratch("a")) != nil)
    }

    @Test("a process that is killed frees its lock")
    func freedByDeath() async throws {
        let other = try OtherProcess("lock", scratch("a"))
        #expect(try await other.says("locked"))
        #expect(try FileLock.trying(scratch("a")) == nil)
        await other.kill()
        #expect(try FileLock.trying(scratch("a")) != nil)
    }

    @Test("whoever waits gets the lock when it is free")
    func waiting() async throws {
        let held = try #require(try FileLock.trying(scratch("a")))
        let waiter = Task { [scratch] in try await FileLock.waiting(for: scratch("a")) }
        #expect(try FileLock.trying(scratch("a")) == nil)
        held.release()
        let taken = try await waiter.value
        #expect(try FileLock.trying(scratch("a")) == nil)
        taken.release()
    }

    @Test("waiting ends when the task is cancelled")
    func cancelled() async throws {
        let held = try #require(try FileLock.trying(scratch("a")))
        let waiter = Task { [scratch] in try await FileLock.waiting(for: scratch("a")) }
        waiter.cancel()
        await #expect(throws: SystemError.self) { try await waiter.value }
        held.release()
    }

    @Test("a directory's lock knows whether the directory is still there")
    func isLinked() throws {
        #expect(mkdir(scratch("d"), 0o700) == 0)
        let lock = try #require(try FileLock.trying(existing: scratch("d")))
        #expect(lock.isLinked)
        rmdir(scratch("d"))
        #expect(!lock.isLinked)
        mkdir(scratch("d"), 0o700)
        #expect(!lock.isLinked, "another directory of that name is not the locked one")
    }

    @Test("locking what is not there makes nothing")
    func nothingThere() throws {
        #expect(throws: SystemError.self) { try FileLock.trying(existing: scratch("gone")) }
        #expect(!FileSystem.exists(scratch("gone")))
    }

    @Test("a symlink is not followed")
    func symlinks() throws {
        symlink(scratch("elsewhere"), scratch("link"))
        #expect(throws: SystemError.self) { try FileLock.trying(scratch("link")) }
        #expect(!FileSystem.exists(scratch("elsewhere")))
    }
}
