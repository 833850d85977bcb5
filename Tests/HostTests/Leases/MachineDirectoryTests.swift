import CLinux
import Glibc
import Host
import MayflyTestSupport
import Testing

@Suite struct MachineDirectoryTests {
    private let scratch = Scratch("mdir")
    private let directories: HostDirectories

    init() throws {
        directories = HostDirectories(runtime: scratch("r"), cache: scratch("c"))
        try directories.prepare()
    }

    @Test("a machine's directory is its owner's alone, locked, with a lease")
    func make() throws {
        let directory = try MachineDirectory.make(machine: "tiny", in: directories, identity: .user)
        #expect(FileSystem.status(directory.path).map { $0.st_mode & 0o777 } == 0o700)
        #expect(try FileLock.trying(existing: directory.path) == nil)
        let lease = try #require(Lease.load(from: directory.path))
        #expect(lease == directory.lease)
        #expect(lease.pid == getpid())
        #expect(lease.startTime == ProcessTable.startTime(of: getpid()))
        #expect(lease.boot == ProcessTable.bootIdentifier)
        try directory.remove()
        #expect(FileSystem.names(in: directories.machines) == [])
    }

    @Test("keeping a machine writes the lease before the lock is free")
    func keep() throws {
        let directory = try MachineDirectory.make(machine: "tiny", in: directories, identity: .user)
        try directory.keep(until: 4711)
        #expect(Lease.load(from: directory.path)?.expiry == 4711)
        #expect(try FileLock.trying(existing: directory.path) != nil)
    }

    @Test("while sweepers go about, every machine gets a directory, and none of a living owner is swept")
    func againstSweepers() async throws {
        let sweeper = Sweeper(directories, layout: DaemonLayout(directories, identity: .user))
        let directories = directories
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    while !Task.isCancelled {
                        _ = await sweeper.sweep(thorough: false, now: 0)
                        // There may be no more threads than sweepers.
                        await Task.yield()
                    }
                }
            }
            group.addTask {
                for _ in 0..<200 {
                    do {
                        let directory = try MachineDirectory.make(machine: "t", in: directories, identity: .user)
                        #expect(Lease.load(from: directory.path) == directory.lease)
                        try directory.remove()
                        await Task.yield()
                    } catch {
                        Issue.record(error)
                    }
                }
            }
            await group.next()
            // The sweepers never end by themselves: what ended is the maker.
            group.cancelAll()
        }
        _ = await sweeper.sweep(thorough: false, now: 0)
        #expect(FileSystem.names(in: directories.machines) == [])
    }

    @Test("a directory that cannot be made is an error that says where")
    func full() throws {
        try FileSystem.remove(directories.machines)
        try scratch.write("r/m", "in the way")
        let error = #expect(throws: HostError.self) {
            try MachineDirectory.make(machine: "tiny", in: directories, identity: .user)
        }
        #expect(error?.code == .directory)
    }
}
